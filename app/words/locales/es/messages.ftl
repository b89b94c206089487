## Las partes de los mensajes de un paciente, y mover una conversación de una a otra

inbox-parts = Qué mensajes mostrar
inbox-show-inbox = Recibidos
inbox-show-unread = Sin leer
inbox-show-archive = Archivo
inbox-show-trash = Papelera
inbox-status-closed = Cerrada
inbox-unread-empty-title = No hay nada sin leer
inbox-unread-empty-text = Cuando un equipo médico responda, la conversación aparecerá aquí hasta que la lea.
inbox-archive-empty-title = El archivo está vacío
inbox-archive-empty-text = Guarde aquí lo que ya terminó. Elija «Mover» debajo de una conversación en sus mensajes recibidos.
inbox-trash-empty-title = La papelera está vacía
inbox-trash-empty-text = Lo que usted tira queda aquí, y puede sacarlo en cualquier momento.
inbox-trash-text = De aquí no se borra nada: sus mensajes siguen siendo parte de su expediente. Si el equipo médico vuelve a escribir, la conversación regresa a sus mensajes recibidos.
shelve-move = Mover
shelve-inbox = Mover a recibidos
shelve-archive = Mover al archivo
shelve-trash = Mover a la papelera
shelve-undo = Deshacer
shelved-inbox = «{ $subject }» está en sus mensajes recibidos
shelved-archive = «{ $subject }» está en el archivo
shelved-trash = «{ $subject }» está en la papelera

## Una conversación: dónde está, y cuándo está cerrada

thread-shelf-title = Guardar esta conversación
thread-shelf-inbox = Está en sus mensajes recibidos. Del archivo o de la papelera puede sacarla en cualquier momento.
thread-shelf-archive = Está en el archivo.
thread-shelf-trash = Está en la papelera. No se borra nada de ella.
thread-follows = Ver la conversación anterior a esta
thread-followed-by = Ir a la continuación de esta conversación
thread-closed-title = Esta conversación está cerrada
thread-closed-team = El equipo médico la cerró el { $date }. Puede empezar una continuación: el equipo verá también esta conversación.
thread-closed-time = { $days ->
    [one] Hace más de { $days } día que nadie escribe aquí. Puede empezar una continuación: el equipo verá también esta conversación.
   *[other] Hace más de { $days } días que nadie escribe aquí. Puede empezar una continuación: el equipo verá también esta conversación.
}
thread-follow-up = Empezar una continuación
thread-closed-since = Esta conversación se cerró antes de que usted enviara esto. Lo que escribió sigue aquí: cópielo y empiece una continuación.
thread-who-reads-bills = La oficina de cobros de { $practice } lee su respuesta.

## Un mensaje nuevo: quién lo lee y de dónde continúa

readers-clinicians = El personal médico
readers-nurses = El personal de enfermería
readers-clinicians-and-nurses = El personal médico y de enfermería
readers-billing = La oficina de cobros
readers-team = El equipo médico
compose-follows = Es la continuación de «{ $subject }»
compose-follows-see = Leer esa conversación
compose-follows-open = La conversación que esto continúa está abierta de nuevo: escriba su respuesta allí
compose-nobody-reads = En { $practice } nadie lee en línea mensajes sobre esto. Llame al consultorio.
compose-by-phone = Elija otro tema, o llame al consultorio para tratar este
compose-by-phone-number = Elija otro tema, o llame al { $phone } para tratar este
compose-by-phone-title = Lo que solo se atiende por teléfono
compose-by-phone-at = { $topic }: llame a { $practice }

## Un buzón que no recibe mensajes de alguien

compose-blocked = Este equipo médico no recibe mensajes suyos en línea. Llame al consultorio.
blocked-title = { $practice } no recibe mensajes suyos en línea
blocked-title-topics = { $practice } no recibe mensajes suyos en línea sobre: { $topics }
blocked-conduct = El consultorio encontró en sus mensajes palabras que ofenden o amenazan.
blocked-too-many = Hubo más mensajes de los que el consultorio puede responder.
blocked-wrong-use = Los mensajes aquí son para preguntas sobre la atención de este expediente.
blocked-left-practice = Este consultorio ya no le atiende.
blocked-other = El consultorio puede decirle por qué.
blocked-until = Podrá escribir de nuevo después del { $date }.
blocked-call = Todavía puede llamar:
blocked-call-practice = Todavía puede llamar al consultorio.

## Buscar algo en los mensajes

search-messages = Buscar en los mensajes
search-lead = Busque en los asuntos, en lo que se escribió y por nombres.
search-loading = Buscando
search-label = ¿Qué busca?
search-hint = Una palabra o varias. La última puede ser el comienzo de una palabra.
search-button = Buscar
search-missing = Escriba por lo menos una palabra
search-results = Mensajes encontrados
search-found = { $count ->
    [one] Se muestra { $count } mensaje con «{ $words }»
   *[other] Se muestran { $count } mensajes con «{ $words }», los más recientes primero
}
search-none-title = Ningún mensaje tiene «{ $words }»
search-none-text = Un mensaje debe tener todas las palabras. Pruebe con menos, o solo con el comienzo de una.
search-more = Mostrar anteriores
desk-search-lead = Busque en las conversaciones de sus buzones: asuntos, lo que se escribió y nombres de quien escribió.
desk-search-none-text = Solo se busca en sus propios buzones, y un mensaje debe tener todas las palabras. Pruebe con menos, o solo con el comienzo de una.

## Una respuesta que tarda más de lo prometido

late-title = Esto tarda más de lo que prometimos
late-call = No tiene que esperar más. Llame al:
late-call-practice = No tiene que esperar más. Llame al consultorio.
