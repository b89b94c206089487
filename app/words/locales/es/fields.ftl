## Arriba de un formulario que hay que revisar

errors-title = { $count ->
    [one] Hay una cosa que corregir
   *[other] Hay { $count } cosas que corregir
}

## Qué falta en un campo y qué hacer

problem-missing = Complete este campo
problem-too-short = Use por lo menos { $min } caracteres
problem-too-long = Use { $max } caracteres o menos
problem-not-a-date = Escriba una fecha del calendario, por ejemplo 24 11 1981
problem-in-the-future = Escriba una fecha que ya pasó
problem-in-the-past = Escriba la fecha de hoy o una posterior
problem-too-long-ago = Escriba una fecha posterior a 1899, con el año en cuatro cifras
problem-not-an-email = Escriba un correo electrónico como nombre@example.com
problem-not-a-phone = Escriba un teléfono de diez cifras, empezando por el código de área
problem-not-a-zip = Escriba un código postal de cinco cifras
problem-bad-character = Quite los caracteres que no van aquí
problem-not-a-choice = Elija una de las respuestas
problem-taken = Otra persona ya usa este nombre. Elija otro
problem-too-common = Esta contraseña es fácil de adivinar. Elija otra
problem-same-as-other = Elija algo distinto de lo que escribió arriba
problem-wrong-code = El código no es correcto o ya venció. Revíselo o pida otro
problem-not-agreed = Marque esta casilla para continuar
problem-not-the-same = Escriba lo mismo en los dos campos
problem-not-a-code = Esto no parece un código de activación. Tiene diez letras y números, en dos grupos de cinco. Revise si hay un error
problem-is-record-number = Esto parece un número de expediente. El código de activación es otro: diez letras y números, en dos grupos de cinco, en su carta o mensaje
problem-is-password = Esto parece una contraseña. Escriba aquí el código de activación de su carta o mensaje: diez letras y números. La contraseña la elige después
problem-is-check-code = Esto parece un código de comprobación de ocho números. El código de activación tiene diez letras y números, en dos grupos de cinco
problem-shared-contact = Un adolescente y quien lo representa no pueden compartir un contacto, para que cada quien lea solo lo que es para sí. Use otro
problem-blocked = Este equipo médico no recibe mensajes suyos en línea. Llame al consultorio

## Cuando el portal no puede aceptar algo

refusal-signed-out = Su sesión terminó. Inicie sesión para continuar.
refusal-not-found = No encontramos esta página.
refusal-invalid = Hay respuestas que debe revisar.
refusal-wrong-credentials = Lo que escribió no coincide. Revíselo e intente de nuevo.
refusal-conflict = Algo cambió mientras esta página estaba abierta. Cárguela de nuevo antes de continuar.
refusal-expired = Se acabó el tiempo para este paso. Empiece de nuevo.
refusal-too-often = { $minutes ->
    [one] Hubo demasiados intentos. Espere un minuto e intente de nuevo.
   *[other] Hubo demasiados intentos. Espere { $minutes } minutos e intente de nuevo.
}
refusal-unproven = Confirme que es usted y vuelva a intentarlo.
refusal-unagreed = Nuestros términos cambiaron. Léalos y acéptelos; después inténtelo de nuevo.
refusal-needs-factor = Su clínica pide un segundo paso al iniciar sesión. Configúrelo primero en la página de su cuenta.
refusal-locked = Este equipo está bloqueado. Escriba su contraseña para seguir.
refusal-minor = Esta persona es demasiado joven para eso. El consultorio puede ayudar.
refusal-unavailable = No podemos hacerlo en este momento. No se cambió nada. Espere un poco e intente de nuevo.
refusal-internal = Tuvimos un problema. Intente de nuevo. Si vuelve a pasar, llame al soporte técnico.
unreachable = No pudimos conectar con el portal. Revise su conexión a internet e intente de nuevo.
outdated = Esta página ya no está al día. Cárguela de nuevo y vuelva a intentarlo.
load-again = Cargar esta página de nuevo

## Palabras de los campos

password-show = Mostrar
password-hide = Ocultar
date-month = Mes
date-day = Día
date-year = Año

## De qué trata un mensaje

topic-general = Pregunta general
topic-appointment = Cita
topic-medication = Medicina
topic-test = Examen o resultado
topic-referral = Remisión a especialista
topic-education = Información de salud
topic-billing = Factura o pago

## Qué hace alguien del personal

role-clinician = Profesional médico
role-pool-nurse = Enfermería
role-front-desk = Recepción
role-enrollment = Oficina de inscripción
role-billing = Facturación
role-support = Soporte técnico
role-admin = Administración
