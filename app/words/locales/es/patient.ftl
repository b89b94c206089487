## En todas las páginas de un paciente

patient-exact-time = { $date }, { $time }

## Inicio

home-title = Inicio
home-hello = Hola, { $name }
home-of = Expediente de { $name }
home-lead = Aquí está lo que espera y lo nuevo en este expediente.
home-write = Escribir un mensaje
home-news = Lo nuevo
home-nothing-new = Ya leyó todo. No hay nada nuevo.
home-loading = Buscando lo nuevo
home-waits = Le toca a usted
home-owed = Usted está esperando
home-begun = Empezó a escribir esto. Todavía no se ha enviado.
home-begun-appointment = Empezó a pedir una cita
home-begun-renewal = Empezó a pedir más de una medicina
home-begun-referral = Empezó a pedir una autorización para un especialista
home-begun-ask = Guardamos lo que escribió. Todavía no se ha enviado.
home-visit = Su próxima cita
home-visit-open = Ver esta cita
home-all-asks = Todas las solicitudes
home-all-messages = Todos los mensajes
home-all-unread = Todos los mensajes sin leer
home-quiet-title = No hay nada pendiente
home-quiet-text = Ya leyó todo. Aquí verá lo que le escriben sus equipos médicos, lo que necesitan de usted y cuándo responden.
home-quiet-ask = Pedir algo
home-quiet-record = Ver el expediente
home-places = Más en esta página
home-messages = Mensajes
home-messages-text = Lea lo que le escriben sus equipos médicos y responda.
home-asks-text = Pida una cita, una receta o una autorización para un especialista, y vea cómo va.
home-record = Expediente
home-record-text = Vea vacunas, alergias, medicinas y resultados.
home-activity-text = Vea quién abrió este expediente y qué se hizo en él.
home-practices = Consultorios
home-practices-text = Busque un teléfono o una dirección.

## La lista de conversaciones

inbox-title = Mensajes
inbox-loading = Cargando los mensajes
inbox-write = Mensaje nuevo
inbox-unread = Sin leer
inbox-new-count = { $count ->
    [one] { $count } mensaje nuevo
   *[other] { $count } mensajes nuevos
}
inbox-status-sent = Enviado
inbox-status-opened = El equipo lo abrió
inbox-status-answered = Respondido
inbox-more = Mostrar mensajes anteriores
inbox-more-shown = { $count ->
    [one] Hay { $count } conversación más al final de la lista
   *[other] Hay { $count } conversaciones más al final de la lista
}
inbox-end = Llegó al final. No hay mensajes más antiguos.
inbox-newest = Ir a los mensajes más recientes
inbox-empty-title = No hay mensajes recibidos
inbox-empty-text = Cuando escriba a un equipo médico, su mensaje y las respuestas aparecerán aquí. Para empezar, elija «Mensaje nuevo».

## Una conversación

thread-lead = Con { $practice }. Tema: { $topic }
thread-back = Volver a los mensajes
thread-loading = Cargando esta conversación
thread-label = Conversación con { $practice }
thread-today = Hoy
thread-earlier = Mostrar mensajes anteriores
thread-beginning = Aquí empieza la conversación.
thread-newest = Ir a los mensajes más recientes
thread-sent = Enviado
thread-sent-answer-by = Enviado. Puede esperar una respuesta a más tardar el { $date }
thread-opened = El equipo lo abrió
thread-opened-answer-by = El equipo lo abrió. Puede esperar una respuesta a más tardar el { $date }
thread-late = La respuesta era para el { $date } a más tardar
thread-answered = Respondido
thread-reply-title = Responder
thread-reply-kept = Guardado como borrador en su cuenta. Aquí estará cuando vuelva.
thread-reply-label = Su respuesta
thread-who-reads = El equipo médico de { $practice } lee su respuesta.
thread-emergency = ¿Es una emergencia? Llame al { $number }. Puede que nadie lea este mensaje enseguida.
thread-send = Enviar mensaje
thread-sending = Enviando
thread-send-again = Intentar de nuevo
thread-said-sent = Mensaje enviado
thread-arrived = Mensaje nuevo de { $author }
thread-not-sent = Puede que su mensaje no se haya enviado
thread-kept = Lo que escribió sigue aquí. Puede intentarlo de nuevo: no se enviará dos veces.
thread-conflict = Un intento anterior sí llegó. Mire la conversación de arriba. Si todavía quiere enviar lo que escribió aquí, elija «Intentar de nuevo».
# Quién ve una conversación de alguien de entre 13 y 18 años
thread-private-title = Quién ve esta conversación
thread-private-kept = Solo usted y su equipo médico. Nadie que actúe por usted la ve.
thread-private-shown = Usted, su equipo médico y quien pueda leer sus mensajes por usted.
thread-private-show = Mostrarla a quienes actúan por mí
thread-private-keep = Guardarla solo para mí
thread-private-failed = Nada ha cambiado

## Un mensaje nuevo

compose-title = Mensaje nuevo
compose-loading = Cargando los equipos médicos
compose-for = Este mensaje es sobre { $name }.
compose-emergency-title = En una emergencia, llame al { $number }
compose-emergency-text = Puede que nadie lea su mensaje enseguida. No escriba aquí si hay dolor de pecho, dificultad para respirar, sangrado fuerte o ideas de hacerse daño o de hacer daño a otros.
compose-acknowledge = Esto no es una emergencia
compose-team = ¿Quién debe leer su mensaje?
compose-team-hint = El mensaje llega a todo el equipo. Así, alguien puede responder cuando una persona no está.
compose-with = Con { $names }
compose-answers-within = { $days ->
    [one] Responde en { $days } día hábil
   *[other] Responde en { $days } días hábiles
}
compose-topic = ¿De qué se trata?
compose-subject = Asunto
compose-subject-hint = Unas pocas palabras, por ejemplo «Pregunta sobre mi próxima cita»
compose-body = Su mensaje
compose-body-hint = Diga qué necesita y desde cuándo. Si trata un solo tema en cada mensaje, la respuesta llega antes.
compose-who-reads = { $readers } de { $practice } leerá este mensaje sobre { $name }. Puede esperar una respuesta a más tardar el { $date }.
draft-kept = Guardamos lo que había empezado a escribir.
draft-discard = Descartarlo
compose-need-acknowledged = Marque la casilla para confirmar que no es una emergencia
compose-need-team = Elija quién debe leer su mensaje
compose-need-topic = Elija de qué trata su mensaje
compose-need-subject = Escriba un asunto
compose-need-body = Escriba su mensaje
compose-conflict = Puede que un intento anterior haya llegado. Mire sus mensajes antes de enviarlo otra vez.
compose-see-messages = Ver sus mensajes (se abre en otra pestaña)
compose-no-teams-title = Todavía no hay un equipo médico a quien escribir
compose-no-teams-text = Aquí puede escribir a los consultorios donde le han atendido. Después de su primera visita a un consultorio que recibe mensajes, lo verá en esta página.
compose-silent-title = Estos consultorios no reciben mensajes en línea
compose-silent-call = { $practice } no recibe mensajes en línea. Llame al
compose-silent = { $practice } no recibe mensajes en línea. Llame por teléfono.

nav-account = Cuenta
account-places = Más sobre su expediente
account-sharing-text = Vea quién puede actuar por usted y nombre a alguien.
account-title = Su cuenta
account-lead = Cómo inicia sesión, dónde le contactamos y qué dispositivos tienen la sesión abierta.
needs-factor-title = Un paso más antes de abrir su expediente
needs-factor-text = Su clínica pide a todas las personas un segundo paso al iniciar sesión. Añada una llave de acceso o configure una aplicación de autenticación aquí abajo.
factor-done-title = Su segundo paso está configurado
factor-done-text = Ya puede abrir su expediente.
factor-done-link = Ir a su expediente
factor-stays = Su clínica pide un segundo paso, por eso el último se queda. Si quiere cambiarlo, configure otro primero.
prove-title = Confirme que es usted
prove-text = Antes de cambiar cómo inicia sesión o dónde le contactamos, confirme que es usted. Vale durante diez minutos.
prove-wrong = No es correcto. Revise su contraseña, y el código si se lo pedimos
prove-passkey = Confirmar con una llave de acceso
prove-passkey-failed = No funcionó. Inténtelo otra vez, o use su contraseña.
prove-button = Confirmar
prove-first = Confirme arriba que es usted y podrá cambiarlo.
password-change = Cambiar mi contraseña
password-change-text = Se cierra la sesión en todos los demás dispositivos y avisamos a todos sus contactos.
password-changed = Su contraseña nueva está guardada.
passkeys-title = Llaves de acceso
passkeys-text = Con una llave de acceso entra con su huella, su cara o el PIN de su dispositivo. No hay contraseña que escribir ni que robar.
passkeys-recovery = Si olvida su contraseña, volverá a entrar con una llave de acceso o un código de recuperación. La pregunta de seguridad ya no basta.
passkeys-alone = Su contraseña sola no abre su cuenta: para entrar hace falta su llave de acceso, o en su lugar un código de recuperación. Cree códigos de recuperación aquí abajo, para el día en que pierda el dispositivo.
passkeys-add = Agregar una llave de acceso en este dispositivo
passkeys-added = Su llave de acceso está guardada. Desde ahora puede entrar con ella.
passkeys-full = Usted tiene diez llaves de acceso. Quite una antes de agregar otra.
passkeys-known = Este dispositivo ya tiene una llave de acceso para su cuenta.
passkeys-declined = No se creó ninguna llave de acceso. Puede intentarlo otra vez.
passkeys-impossible = Este navegador no puede crear una llave de acceso. Pruebe con otro navegador o dispositivo.
passkeys-made = Agregada el { $date }
passkeys-used = Agregada el { $date }. Último uso: { $when }
passkeys-stopped = Desactivada: es posible que la hayan copiado. Quítela y agregue otra.
passkeys-change = Cambiar el nombre o quitar
passkeys-name = Nombre de esta llave de acceso
passkeys-save = Guardar el nombre
passkeys-remove-text = { $name } ya no abrirá su cuenta. Bórrela también en el dispositivo.
passkeys-remove = Quitar esta llave de acceso
authenticator-title = Segundo paso: aplicación de autenticación
authenticator-on = Activado. Al iniciar sesión se pide un código de su aplicación además de la contraseña.
authenticator-off = Desactivado. Una aplicación en su teléfono puede mostrar un código que nadie puede adivinar. Su cuenta será mucho más segura.
authenticator-begin = Configurar una aplicación de autenticación
authenticator-step-1 = Instale una aplicación de autenticación en su teléfono, si no tiene.
authenticator-step-2 = En la aplicación, agregue una cuenta y apunte la cámara a este código cuadrado.
authenticator-step-3 = Escriba los seis números que la aplicación muestra ahora.
authenticator-qr = Código cuadrado para su aplicación de autenticación
authenticator-typed = Sin cámara, escriba esta clave en la aplicación:
authenticator-finish = Activarlo
authenticator-remove = Desactivar el segundo paso
authenticator-remove-text = Al iniciar sesión solo se pedirá su contraseña.
authenticator-remove-passkey = Después hará falta su llave de acceso para iniciar sesión. La contraseña sola no abrirá su cuenta.
recovery-left = { $left ->
    [one] Le queda { $left } código de recuperación.
   *[other] Le quedan { $left } códigos de recuperación.
}
recovery-title = Guarde ahora estos códigos de recuperación
recovery-text = Cada uno sirve una vez, en lugar de su teléfono. Imprímalos o anótelos. Se muestran solo esta vez, y los anteriores ya no sirven.
recovery-done = Ya los guardé
recovery-print = Imprimir
recovery-new = Crear códigos de recuperación nuevos
recovery-new-text = Los anteriores dejan de servir.
recovery-new-button = Crear diez códigos nuevos
contacts-title = Dónde le contactamos
contacts-text = Los avisos y códigos van a todos estos. De qué tratan se queda dentro del portal.
contacts-from = Nuestro personal confirmó su identidad en las últimas 24 horas. Para proteger su cuenta, podrá cambiar sus contactos desde el { $time }.
contacts-add = Agregar un correo o un número de teléfono
contacts-full = Caben cinco. Quite uno antes de agregar otro.
contacts-remove = Quitar
contacts-remove-text = Avisamos a { $contact } de que se quitó.
contacts-send = Enviarle un código
contacts-sent = Enviamos un código. Escríbalo aquí antes de 10 minutos.
contacts-confirm = Agregar este contacto
sessions-title = Dónde tiene la sesión abierta
sessions-this = Este dispositivo
sessions-seen = Último uso: { $when }
sessions-end = Cerrar esa sesión
sessions-end-others = Cerrar todas las demás sesiones
device-unknown = Dispositivo desconocido
devices-title = Dispositivos sin segundo paso
devices-text = Estos no piden un código. Olvide los que ya no son suyos.
devices-since = Desde el { $date }
devices-forget = Olvidar
history-title = Lo que pasó últimamente
history-text = ¿Ve algo que no hizo usted? Cambie su contraseña y llame al soporte técnico.
happened-signed-in = Inicio de sesión
happened-failed = Alguien intentó entrar y no pudo
happened-signed-out = Cierre de sesión
happened-recovered = Contraseña nueva con un enlace enviado
happened-password = Cambio de contraseña
happened-passkey = Cambio en las llaves de acceso
happened-authenticator = Cambio en la aplicación de autenticación
happened-codes = Códigos de recuperación nuevos
happened-contact = Cambio en un contacto
happened-ended = Se cerraron sesiones de dispositivos

## Cerrar la cuenta

close-title = Cerrar mi cuenta
close-summary = Cerrar mi cuenta
close-now = Desde ahora ya no podrá entrar, en ningún dispositivo.
close-grace = Durante 30 días el soporte técnico puede recuperar su cuenta.
close-erased = Después se borran su nombre de usuario, su contraseña y sus contactos.
close-record = Su expediente médico se queda en su consultorio. Lo que escribió a su equipo médico es parte de él.
close-agree = Quiero cerrar mi cuenta
close-missing = Marque la casilla si quiere cerrar su cuenta
close-button = Cerrar mi cuenta ahora

## Términos nuevos que hay que aceptar antes de abrir un expediente

again-title = Cambiaron nuestros términos o nuestro aviso de privacidad
again-lead = Lea los cambios. Cuando acepte, continuará a su página.
again-read = Leer los términos nuevos
again-new-tab = Lea los términos nuevos y acéptelos (se abre en otra pestaña). Después vuelva aquí e intente de nuevo.
again-terms = Términos y condiciones
again-privacy = Aviso de prácticas de privacidad
again-full = El texto completo
again-version = Versión { $version }
again-agree-terms = Acepto los términos y condiciones
again-agree-privacy = Recibí el aviso de prácticas de privacidad
again-agree-both = Acepto los términos y condiciones, y recibí el aviso de prácticas de privacidad
again-missing = Marque esta casilla para continuar a su página
again-button = Aceptar y continuar
again-otherwise = Si no está de acuerdo
again-otherwise-text = Hasta que acepte no podrá abrir sus mensajes aquí. Puede llamar al consultorio como siempre, hacernos una pregunta o cerrar su cuenta.
again-ask = Hacer una pregunta
again-account = Ir a su cuenta
again-nothing = Usted ya aceptó todo lo que está en vigor.
