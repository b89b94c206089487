## El escritorio de un buzón compartido

desk-title = Escritorio
desk-queue = Lista de espera
desk-loading = Cargando la lista
desk-filter = Qué mostrar
desk-show-waiting = Esperan respuesta
desk-show-all = Todo
desk-pools = Sus buzones
desk-pool = { $practice }: { $waiting } en espera
desk-status-new = Nuevo
desk-status-opened = Abierto, sin responder
desk-status-answered = Respondido
desk-more = Mostrar anteriores
desk-more-shown = { $count ->
    [one] Hay { $count } conversación más al final de la lista
   *[other] Hay { $count } conversaciones más al final de la lista
}
desk-newest = Ir a lo más reciente
desk-empty-title = No hay nada aquí
desk-empty-text = Los mensajes nuevos de los pacientes aparecen aquí solos.

## Una conversación en el escritorio

desk-conversation = Conversación
desk-choose = Elija un mensaje de la lista. La conversación se abre aquí.
desk-loading-thread = Cargando la conversación
desk-back = Volver a la lista
desk-born = Fecha de nacimiento: { $date }
desk-answer-by = Responder a más tardar el { $date }
desk-earlier = Mostrar mensajes anteriores

## La respuesta

desk-answer-title = Responder
desk-answer-label = Su respuesta
desk-note = { $name } verá su nombre y su función.
desk-send = Enviar respuesta
desk-sending = Enviando
desk-send-again = Intentar de nuevo
desk-said-sent = Respuesta enviada
desk-not-sent = Puede que su respuesta no se haya enviado
desk-kept = Lo que escribió sigue aquí. Puede intentarlo de nuevo: no se enviará dos veces.
desk-conflict = Un intento anterior sí llegó. Mire la conversación de arriba. Si todavía quiere enviar lo que escribió aquí, elija «Intentar de nuevo».

## El teclado

desk-keys = Atajos de teclado
desk-key-down = Siguiente de la lista
desk-key-up = Anterior de la lista
desk-key-open = Abrir la conversación
desk-key-reply = Escribir una respuesta
desk-key-leave = Salir de la respuesta y volver a la lista
desk-key-help = Mostrar u ocultar estos atajos
desk-keys-on = Usar teclas de una sola letra
desk-keys-on-hint = Desactívelas si usa control por voz o si pulsa teclas sin querer.

## Cuando algo falla en el escritorio

desk-not-found-title = No encontramos esta conversación
desk-not-found-text = Puede que la dirección tenga un error, o que esta conversación sea de un buzón que usted no atiende.
desk-not-found-back = Volver a la lista
