## En todas las páginas de un paciente

patient-exact-time = { $date }, { $time }

## Inicio

home-title = Inicio
home-hello = Hola, { $name }
home-lead = Aquí está lo nuevo en este expediente.
home-write = Escribir un mensaje
home-news = Lo nuevo
home-nothing-new = Ya leyó todo. No hay nada nuevo.
home-loading = Buscando lo nuevo
home-places = Más en esta página
home-messages = Mensajes
home-messages-text = Lea lo que le escriben sus equipos médicos y responda.
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
inbox-empty-title = Todavía no hay mensajes
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
thread-answered = Respondido
thread-reply-title = Responder
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
compose-who-reads = { $days ->
    [one] El equipo médico de { $practice } leerá este mensaje sobre { $name }. Puede esperar una respuesta en { $days } día hábil.
   *[other] El equipo médico de { $practice } leerá este mensaje sobre { $name }. Puede esperar una respuesta en { $days } días hábiles.
}
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
