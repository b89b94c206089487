## Inicio de sesión

sign-in-title = Iniciar sesión
sign-in-lead = Escriba a su equipo médico en { $clinic }.
sign-in-username = Nombre de usuario
sign-in-password = Contraseña
sign-in-button = Iniciar sesión
sign-in-busy = Iniciando sesión
sign-in-no-username = Escriba su nombre de usuario
sign-in-no-password = Escriba su contraseña
sign-in-wrong = El nombre de usuario y la contraseña no coinciden. Revise los dos e intente de nuevo.
passkey-sign-in = Iniciar sesión con una llave de acceso
passkey-sign-in-failed = No funcionó. Inténtelo otra vez, o entre con su nombre de usuario y contraseña.
passkey-or = o con su contraseña
sign-in-new = ¿Es su primera vez aquí?
sign-in-new-text = Si es paciente y tiene { $age } años o más, puede crear su cuenta ahora. Toma unos 10 minutos.
sign-in-enroll = Inscribirse ahora
sign-in-help = ¿No puede entrar?
sign-in-forgot = ¿Olvidó su contraseña?
sign-in-support = Soporte técnico
ended-idle = Cerramos su sesión porque hacía un rato que no usaba la página. Inicie sesión de nuevo para continuar.
ended-signed-out = Usted cerró la sesión. Si otras personas usan esta computadora, cierre también la ventana del navegador.

## La entrada del personal

staff-sign-in-title = Entrada del personal
staff-sign-in-notice = Esta entrada es para las personas que trabajan aquí.
staff-sign-in-patients = Los pacientes entran por aquí
staff-sign-in-code = Código de su aplicación de autenticación
staff-sign-in-code-hint = Seis cifras. Cambian cada 30 segundos.
staff-sign-in-no-code = Escriba las seis cifras de su aplicación de autenticación
staff-sign-in-wrong = Los datos no coinciden. Revise su nombre de usuario y su contraseña, y use un código nuevo.

## A session that a staff member has locked

locked-title = Bloqueado
# $name (String) - who has locked it
locked-lead = { $name } bloqueó este equipo. Escriba su contraseña para seguir donde estaba.
locked-button = Desbloquear
locked-wrong = Esta contraseña no es correcta.
locked-another = ¿Es otra persona?
# $name (String) - who has locked it
locked-another-text = Si usted no es { $name }, cierre esta sesión e inicie la suya. Lo que aún no se envió queda sin enviar.
locked-leave = Cerrar esta sesión

## Inscripción: en todos los pasos

enroll-title = Inscripción
enroll-progress = Paso { $number } de { $of }: { $name }
enroll-back = Atrás
enroll-next = Continuar
enroll-busy = Un momento
enroll-start-over = Empezar de nuevo
enroll-start-over-text = Se borran las respuestas que ya dio y se vuelve al primer paso.
enroll-start-over-button = Borrar mis respuestas y empezar de nuevo
enroll-lost = No pudimos abrir su inscripción

## Inscripción: los pasos

start-name = Sobre usted
start-title = Inscríbase en el portal para pacientes
start-lead = Necesita unos 10 minutos y tener a mano su teléfono o su correo electrónico.
start-code = ¿Tiene un código de activación de su consultorio?
start-code-link = Inscribirse con un código de activación
start-who = ¿La inscripción es para usted?
start-self = Sí, soy el o la paciente
start-other = No, ayudo a otra persona
start-other-hint = Por ejemplo, a su hijo o hija, a su madre o padre, o a su pareja
start-who-missing = Diga si la inscripción es para usted
start-born = ¿Cuándo nació?
start-born-hint = Por ejemplo: 24 11 1981
start-born-missing = Escriba su fecha de nacimiento

details-name = Sus datos
details-title = Sus datos
details-lead = Con estos datos buscamos su expediente médico. Escríbalos como los tiene su consultorio.
details-given = Nombre
details-given-missing = Escriba su nombre
details-family = Apellidos
details-family-missing = Escriba sus apellidos
details-sex = Sexo que figura en su expediente médico
details-choose = Elija una opción
details-sex-missing = Elija el sexo que figura en su expediente médico
details-female = Femenino
details-male = Masculino
details-other = Otro
details-unknown = No se sabe o prefiero no decirlo
details-zip = Código postal de su casa
details-zip-missing = Escriba el código postal de su casa
details-more = Más datos para encontrar su expediente (opcional)
details-more-text = Si su nombre se escribió mal o ha cambiado, un número puede ayudar. Puede dejarlos vacíos.
details-phone = Número de teléfono que tiene su consultorio
details-mrn = Número de expediente
details-mrn-hint = Se lo da su consultorio. Suele estar en cartas y pulseras.
details-name-bad = Escriba el nombre solo con letras, sin cifras ni signos como @ o /

code-name = Código
code-title = Escriba el código
code-lead = Si estos datos corresponden a un solo expediente, enviamos un código al teléfono o al correo electrónico que figura en él.
code-lead-2 = Puede tardar unos minutos. Revise también la carpeta de correo no deseado.
code-field = Código
code-hint = Ocho cifras. No es su contraseña ni su número de expediente médico.
code-missing = Escriba las ocho cifras del código
code-wrong = El código no es correcto o ya venció. Use el último que enviamos. Tiene ocho cifras y no es su contraseña ni su número de expediente médico.
code-resend = Enviar otro código
code-resend-wait = Dentro de un rato podrá pedir otro código.
code-resent = Si sus datos corresponden a un solo expediente, otro código va en camino. Solo sirve el más reciente.
no-code-title = No recibí ningún código
no-code-text = A veces el teléfono o el correo del expediente ya no está al día, o no podemos saber con seguridad cuál expediente es el suyo. Díganos cómo comunicarnos con usted. Nuestra oficina de inscripción revisará su solicitud y le responderá en 3 a 5 días hábiles.
no-code-button = Pedir ayuda a la oficina de inscripción

contact-name = Cómo avisarle
contact-title = ¿Cómo podemos avisarle?
contact-lead = Por aquí le avisamos cuando tenga algo nuevo. De qué se trata solo se lee dentro del portal.
contact-channel = ¿Adónde le escribimos?
contact-channel-missing = Elija correo electrónico o mensaje de texto
contact-email-choice = Por correo electrónico
contact-text-choice = Por mensaje de texto
contact-email = Su correo electrónico
contact-email-hint = Use un correo que solo lea usted.
contact-email-missing = Escriba su correo electrónico
contact-phone = Su teléfono celular
contact-phone-hint = Con código de área. Su compañía de teléfono puede cobrar por los mensajes de texto.
contact-phone-missing = Escriba su teléfono celular

contact-code-name = Comprobar el contacto
contact-code-title = Compruebe que le llegan nuestros avisos
contact-code-lead = Enviamos un código a { $address }.
contact-code-lead-2 = ¿Se equivocó al escribirlo? Vuelva atrás y corríjalo.

credentials-name = Usuario y contraseña
credentials-title = Elija un nombre de usuario y una contraseña
credentials-username = Nombre de usuario
credentials-username-hint = Al menos 6 caracteres, sin espacios. También puede usar su correo electrónico.
credentials-username-short = Use por lo menos 6 caracteres para su nombre de usuario
credentials-username-bad = Elija un nombre de usuario sin espacios
credentials-password = Contraseña
credentials-password-hint = Al menos 15 caracteres. Cuatro o cinco palabras que pueda recordar forman una buena contraseña. Puede usar espacios.
credentials-password-short = Use por lo menos 15 caracteres para su contraseña
credentials-password-same = Elija una contraseña distinta de su nombre de usuario
credentials-note = Nunca le pedimos su contraseña, ni por teléfono ni por correo.

question-name = Pregunta de seguridad
question-title = Elija una pregunta de seguridad
question-lead = Si algún día necesita recuperar su cuenta, la respuesta es una de dos comprobaciones. Por sí sola no abre nada.
question-field = Pregunta
question-missing = Elija una pregunta
question-first-concert = ¿Cuál fue el primer concierto al que fue?
question-teacher = ¿A qué maestro o maestra recuerda mejor?
question-childhood-street = ¿En qué calle vivía de niño o niña?
question-first-job = ¿Cuál fue su primer trabajo?
question-toy = ¿Cuál era su juguete preferido?
question-answer = Su respuesta
question-answer-hint = No importan las mayúsculas, los acentos ni los espacios.
question-answer-missing = Escriba su respuesta
question-answer-short = Use una respuesta con al menos 3 letras o cifras
question-answer-same = Elija una respuesta que no sea su nombre de usuario, su contraseña ni la misma pregunta

terms-name = Términos
terms-title = Acepte nuestros términos y condiciones
terms-short = En pocas palabras
terms-full = El texto completo
terms-open-terms = Abrir los términos y condiciones en otra pestaña
terms-open-privacy = Abrir el aviso de prácticas de privacidad en otra pestaña
terms-agree = Acepto los términos y condiciones
terms-agree-missing = Marque la casilla si está de acuerdo. Sin eso no podemos crear su cuenta
terms-button = Aceptar y terminar

waiting-title = Espere un correo o un mensaje de texto
waiting-lead = Su solicitud está en nuestra oficina de inscripción.
waiting-next = Qué pasa ahora
waiting-next-1 = Nuestra oficina de inscripción revisa su solicitud. Es posible que le contacten para confirmar que es usted.
waiting-next-2 = Recibirá un correo o un mensaje de texto con un enlace para terminar. Puede tardar de 3 a 5 días hábiles.
waiting-next-3 = Nadie le pedirá una contraseña.
waiting-number = El número de su solicitud:
waiting-status = Ver cómo va su solicitud

activate-title = Inscribirse con un código de activación
activate-lead = El código está en la carta de su consultorio, o en el correo o mensaje de texto que le envió.
activate-code = Código de activación
activate-code-hint = Diez letras y números, por ejemplo 7KQ2M-9XW4D
activate-wrong = Este código y esta fecha de nacimiento no van juntos. Revise los dos. Si siguen sin servir, pida un código nuevo a su consultorio
activate-which = ¿Qué número es cuál?
activate-which-code = Código de activación
activate-which-code-text = Un código temporal que le ayuda a crear su cuenta y la une con su expediente. Sirve una sola vez.
activate-which-password = Contraseña
activate-which-password-text = La crea usted en un paso posterior. Nadie en su consultorio la conoce.
activate-which-mrn = Número de expediente
activate-which-mrn-text = Su consultorio se lo da a su expediente. Si no lo sabe, pregúnteles. Aquí no lo necesita.
activate-none = ¿No tiene un código?
activate-none-link = Inscribirse sin código

status-title = ¿Cómo va mi solicitud?
status-number = Número de solicitud
status-number-hint = Diez letras y números, de nuestro mensaje o de la página donde la hizo
status-look = Ver
status-waiting = Nuestra oficina de inscripción tiene su solicitud
status-waiting-text = Llegó el { $asked }. Decidimos o le contactamos a más tardar el { $due }.
status-approved = Su solicitud está confirmada
status-approved-text = Le enviamos un enlace. Ábralo para terminar su inscripción. Mire también en el correo no deseado.
status-declined = No pudimos completar su solicitud
status-declined-text = Llame a su consultorio o visítelo, y le ayudarán.
status-done = Su cuenta está lista
status-done-text = Puede iniciar sesión con el nombre de usuario y la contraseña que creó.
status-ticket-waiting = El soporte técnico tiene su solicitud
status-ticket-waiting-text = Llegó el { $asked }. Le llamamos o le escribimos a más tardar el { $due }.
status-ticket-closed = El soporte técnico atendió su solicitud
status-ticket-closed-text = Si algo sigue sin funcionar, escríbanos otra vez o llámenos.
status-sign-in = Iniciar sesión
waiting-urgent = Si necesita atención antes, llame a su consultorio.
waiting-practices = Buscar el teléfono de su consultorio

done-title = Su inscripción está completa
done-lead = Su cuenta está lista y su sesión está abierta.
done-button = Ir a su portal

## Otra persona

others-title = Ayudar a otra persona con su atención médica
others-lead = No puede inscribir a otra persona en línea. Sí puede ser su representante para el cuidado del paciente.
others-what = Qué es un representante
others-what-text = Usted entra con su propia cuenta y ve su expediente y el de la otra persona. Así puede ayudar, por ejemplo, una madre a su hijo o un adulto a su padre. Nadie tiene que compartir su contraseña.
others-how = Cómo llegar a ser representante
others-how-1 = Vaya al consultorio de la persona a quien ayuda y pida el formulario.
others-how-2 = Llénelo y fírmelo allí. Si la persona tiene { $age } años o más, firman los dos.
others-how-3 = El consultorio le da acceso.
others-rules = Es bueno saber
others-rule-age = Usted debe tener al menos { $age } años.
others-rule-teen = De un adolescente de { $from } a { $to } años verá solo una parte del expediente.
others-rule-account = Si ya tiene una cuenta, conserva su nombre de usuario y su contraseña.
others-rule-no-account = Si todavía no tiene cuenta, el consultorio le explica cómo inscribirse, o puede inscribirse aquí primero.
others-practices = Buscar el consultorio
others-enroll = Inscribirme yo

under-title = ¿Menor de { $age } años? Vaya al consultorio
under-lead = Las personas menores de { $age } años no pueden inscribirse en línea. No guardamos nada de lo que escribió.
under-text = La cuenta de un paciente menor de { $age } años va unida a la cuenta de su madre, padre o tutor. El consultorio la crea con los dos presentes.
under-what = Qué hacer
under-what-1 = Llame al consultorio del paciente y diga que quiere usar el portal para pacientes.
under-what-2 = Vayan juntos: el paciente y su madre, padre o tutor.
under-practices = Buscar el consultorio

## Ayuda

forgot-title = ¿Olvidó su contraseña?
forgot-lead = Escriba su nombre de usuario. Si existe una cuenta con ese nombre, enviamos un enlace a sus correos y teléfonos.
forgot-button = Enviar el enlace
forgot-sent = Si esta cuenta existe, un enlace va en camino
forgot-sent-text = Ábralo antes de 60 minutos. Mire también en el correo no deseado. El enlace solo no basta: le pediremos una prueba más de que es usted.
forgot-username-too = Tampoco recuerdo mi nombre de usuario
forgot-username-title = ¿Olvidó su nombre de usuario?
forgot-username-lead = Escriba el correo o el número de teléfono móvil que usa para el portal. Si pertenece a una cuenta, enviamos allí el nombre de usuario.
forgot-username-button = Enviar mi nombre de usuario
forgot-username-sent-text = Si este contacto pertenece a una cuenta, su nombre de usuario va en camino.
forgot-nothing = ¿No le llegó nada, o no tiene correo?
forgot-nothing-text = El soporte técnico le ayuda. Tenga a mano su nombre completo, su fecha de nacimiento y el teléfono que usa para el portal.
forgot-never = Nunca le pedimos su contraseña. Si alguien se la pide, cuelgue.

support-title = Soporte técnico
support-lead = Le ayudamos a entrar, a inscribirse y a usar este portal.
support-phone = Llámenos
support-hours = Horario
support-can = Qué podemos hacer
support-can-1 = Ayudarle a inscribirse o a entrar
support-can-2 = Ayudarle cuando una página no funciona
support-can-3 = Cerrar su cuenta, si usted lo pide
support-cannot = Qué no podemos hacer
support-cannot-bills = No vemos las facturas. Llame al teléfono que aparece en su factura.
support-cannot-record = No vemos su expediente médico ni sus mensajes. Llame a su consultorio.
support-cannot-password = No podemos ver ni cambiar su contraseña, y nunca se la pedimos.
support-close = Para cerrar su cuenta
support-close-text = Si puede iniciar sesión, abra "Cuenta" y elija "Cerrar mi cuenta". Si no puede, llámenos o escríbanos. Primero comprobamos que es usted. Su expediente médico se queda con su médico.
support-practices = Buscar el teléfono de su consultorio

practices-title = Consultorios y teléfonos
practices-lead = Llame a un consultorio para pedir una cita, preguntar por una factura o recibir ayuda con la inscripción.
practices-filter = Buscar un consultorio
practices-filter-hint = Escriba parte de un nombre o de una ciudad.
practices-count = { $count ->
    [0] Ningún consultorio tiene esas palabras en su nombre o dirección. Pruebe con menos letras.
    [one] Un consultorio
   *[other] { $count } consultorios
}
practices-empty = Todavía no hay consultorios en la lista. Llame al soporte técnico para pedir un teléfono.
practices-messaging = Recibe mensajes en el portal
practices-no-messaging = No recibe mensajes en el portal. Llame por teléfono.
practices-no-phone = Sin teléfono en la lista

terms-page-title = Términos y condiciones
privacy-page-title = Aviso de prácticas de privacidad
agreement-version = Versión { $version }

not-found-title = No encontramos esta página
not-found-text = Puede que la dirección tenga un error o que la página haya cambiado de lugar.
not-found-home = Ir a la primera página

page-failed = No pudimos cargar esta parte de la página

recover-title = Elija una contraseña nueva
recover-lead = Abra el enlace de nuestro mensaje o escriba el código que trae.
recover-code = Código del mensaje
recover-code-hint = 26 letras y números en grupos de cinco
recover-no-link = ¿No tiene enlace, o ha vencido?
recover-no-link-way = Pida uno nuevo
recover-second = Una prueba más de que es usted, y una contraseña nueva.
recover-how = ¿Cómo quiere probarlo?
recover-by-authenticator = Con el código de mi aplicación de autenticación
recover-by-answer = Con la respuesta a mi pregunta de seguridad
recover-by-code = Con uno de mis códigos de recuperación
recover-answer-hint = No importan las mayúsculas, los acentos ni los espacios.
recover-recovery = Código de recuperación
recover-recovery-hint = Dieciséis letras y números, de la lista que guardó
recover-password = Contraseña nueva
recover-save = Guardar la contraseña nueva
recover-passkey = Usted tiene una llave de acceso
recover-passkey-text = Entre con ella: no hace falta la contraseña. Luego, en la página de su cuenta, puede elegir una nueva.
recover-passkey-lost = ¿Ya no tiene el dispositivo donde está? Entonces le ayuda el soporte técnico.
recover-desk = Esta cuenta necesita al soporte técnico
recover-desk-text = No hay nada configurado con lo que podamos estar seguros de que es usted. El soporte técnico lo comprueba con usted y empieza de nuevo su inicio de sesión.
recover-done = Su contraseña nueva está guardada.
recover-done-text = Se cerró su sesión en todos los dispositivos. Avisamos a todos sus contactos.

second-title = Escriba su código
second-lead = Su cuenta pide una segunda prueba además de la contraseña.
second-code = Código de su aplicación de autenticación
second-code-hint = Seis números. Cambian cada 30 segundos.
second-hint = Seis números. Si no tiene su teléfono, escriba uno de sus códigos de recuperación.
second-remember = No preguntar en este dispositivo durante 30 días
second-remember-hint = Solo en un dispositivo que nadie más usa.
second-back = Volver al inicio de sesión

passkey-step-title = Inicie sesión con su llave de acceso
passkey-step-lead = Su clínica pide un segundo paso, y el de esta cuenta es una llave de acceso. La contraseña sola no la abre.
passkey-step-or = o con un código de recuperación
passkey-step-failed = No funcionó. Inténtelo otra vez, o use otro dispositivo que tenga su llave de acceso, o un código de recuperación.
passkey-step-impossible = Aquí no se puede usar su llave de acceso: hacen falta JavaScript y un navegador que admita llaves de acceso.
passkey-step-button = Entrar con el código
passkey-step-code-missing = Escriba uno de sus códigos de recuperación
passkey-step-code-wrong = Este código de recuperación no es correcto o ya se usó. Revise si hay un error al escribirlo, o use otro
passkey-step-elsewhere = ¿No tiene a mano su llave de acceso?
passkey-step-elsewhere-text = Inicie sesión en otro dispositivo que tenga una llave de acceso para su cuenta.
passkey-step-lost = ¿Ya no tiene ni una llave de acceso ni un código de recuperación? Entonces le ayuda el soporte técnico.

## Escribir al soporte técnico

ticket-title = Escríbanos
ticket-lead = Le llamamos o le escribimos. ¿Necesita atención médica? Entonces llame a su consultorio.
ticket-category = ¿De qué se trata?
ticket-category-enrolling = No puedo inscribirme
ticket-category-signing-in = No puedo entrar
ticket-category-page = Una página no funciona
ticket-category-close = Quiero cerrar mi cuenta
ticket-category-other = Otra cosa
ticket-category-missing = Elija de qué se trata
ticket-text = ¿Qué pasó?
ticket-text-hint = Diga qué hizo y qué vio. No escriba sobre su salud y nunca escriba su contraseña.
ticket-text-missing = Escriba qué pasó
ticket-name = Su nombre
ticket-name-missing = Escriba su nombre
ticket-known = Usted inició sesión como { $name }. Usamos los contactos de su cuenta.
ticket-known-unnamed = Usted inició sesión. Usamos los contactos de su cuenta.
ticket-send = Enviar
ticket-sent = Recibimos su solicitud
ticket-number = El número de su solicitud:
ticket-call-by = Le llamamos o le escribimos a más tardar el { $date }. Nuestro horario: { $hours }.
ticket-arrived-title = Su solicitud al Soporte técnico
ticket-arrived-nothing = Desde este navegador no se envió nada en los últimos minutos.

## Después de cerrar la cuenta

goodbye-title = Su cuenta está cerrada
goodbye-lead = Se cerró su sesión en todos los dispositivos. Avisamos a todos sus contactos.
goodbye-back = ¿Cambió de idea?
goodbye-back-text = Llame al soporte técnico dentro de 30 días. Después se borran su nombre de usuario y sus contactos, y solo podrá inscribirse de nuevo.
goodbye-record = Su expediente médico se queda en su consultorio.

## Configurar una cuenta del personal

set-up-title = Configure su cuenta del personal
set-up-lead = Abra el enlace que le dio la administración, o escriba aquí su código.
set-up-code-hint = Lo que está después de # en el enlace
set-up-username = Su nombre de usuario es { $username }. Elija una contraseña y agregue la cuenta a su aplicación de autenticación.
set-up-password = Su contraseña
set-up-authenticator = Aplicación de autenticación
set-up-authenticator-text = Escanee el código cuadrado con la aplicación, o escriba las letras en ella. Después escriba el código que muestra la aplicación.
set-up-squares = Código cuadrado para su aplicación de autenticación
set-up-typed = Para escribir:
set-up-button = Terminar
set-up-done = Su cuenta está lista. Inicie sesión con su nombre de usuario, su contraseña y un código nuevo de la aplicación.
