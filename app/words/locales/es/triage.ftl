## La cola: todo lo que espera en sus buzones, primero lo que vence antes

nav-queue = Cola
nav-templates = Textos
nav-cover = Ausencias
triage-title = Cola
triage-loading = Cargando lo que abrió
triage-open = Lo que está abierto
triage-choose = Elija algo de la cola. Se abre aquí.
triage-gone-title = No lo encontramos
triage-gone-text = Puede que la dirección tenga un error, o que sea de un buzón que usted no atiende.
triage-in-queue = Abrir en la cola: asignar, añadir notas, consultar sobre el paciente
triage-kind-message = Mensaje
triage-show-mine = Lo mío
triage-show-unassigned = De nadie
triage-show-all = Todo
triage-show-late = Atrasado
triage-mine-empty = Ahora no tiene nada a su cargo
triage-mine-empty-text = Lo que usted tome, o le dé un colega, aparece aquí.
triage-unassigned-empty = Todo está a cargo de alguien
triage-unassigned-empty-text = Los mensajes y las solicitudes nuevas aparecen aquí hasta que alguien los toma.
triage-all-empty = Nada está en espera
triage-all-empty-text = Los mensajes y las solicitudes nuevas de los pacientes aparecen aquí por sí solos, primero lo que vence antes.
triage-late-empty = Nada está atrasado
triage-late-empty-text = Lo que ya debería tener respuesta aparece aquí, y se avisa a quien dirige el buzón.
triage-pool = { $name }: { $waiting } en espera
triage-more-shown = Hay { $count } más al final de la cola
triage-stands-in = { $by } reemplaza a { $away } hasta el { $until }
triage-nobodys = Nadie lo tiene
triage-yours = A su cargo
triage-somebodys = A cargo de { $name }
triage-covered = A cargo de { $cover }, por ausencia de { $name }
triage-answering = { $name } está respondiendo ahora
triage-working = { $name } está trabajando en esto ahora

## Teclas

triage-key-open = Abrir
triage-key-reply = Responder, o ir a lo que puede hacer
triage-key-leave = Salir de los campos y volver a la cola
triage-key-assign = Asignarlo, o asignar todo lo seleccionado
triage-key-done = Ir a cerrarlo, o a cerrar todo lo seleccionado
triage-key-note = Escribir una nota para los colegas
triage-key-pick = Seleccionar la fila, o quitarla de la selección

## Varios a la vez

triage-pick = Seleccionar { $what }
triage-batch = Lo que seleccionó
triage-batch-deed = Qué hacer
triage-batch-take = Tomar lo que nadie tiene
triage-batch-assign = Darlo a un colega
triage-batch-close = Cerrar conversaciones que no necesitan respuesta
triage-batch-to = A quién
triage-batch-do = { $count ->
    [one] Hacerlo con esta fila
   *[other] Hacerlo con estas { $count }
}
triage-batch-do-plain = Hacerlo con lo seleccionado
triage-batch-done = { $count ->
    [one] Hecho con una
   *[other] Hecho con { $count }
}
triage-left = { $count ->
    [one] Con una no se pudo hacer. Ábrala para ver por qué.
   *[other] Con { $count } no se pudo hacer. Ábralas para ver por qué.
}
triage-batch-lost = { $count ->
    [one] Una fila cambió y ya no está seleccionada. Mírela antes de seleccionarla de nuevo.
   *[other] { $count } filas cambiaron y ya no están seleccionadas. Mírelas antes de seleccionarlas de nuevo.
}
triage-batch-none = Seleccione al menos una fila
triage-batch-many = Seleccione como máximo { $most } filas
triage-why-gone = Ya no está
triage-why-taken = Lo tiene un colega
triage-why-not-theirs = Este colega no atiende su buzón
triage-why-by-itself = Hay que decidirlo por separado
triage-why-claimed = Alguien está respondiendo ahora
triage-why-new = El paciente escribió algo nuevo. Léalo primero
triage-why-failed = No se pudo hacer en este momento. Inténtelo de nuevo

## A quién le toca

triage-take = Tomarlo
triage-taken = Ahora está a su cargo.
triage-to = Darlo a
triage-nobody = Nadie en particular
triage-words = Unas palabras (opcional)
triage-give = Dar
triage-given = Ya está donde usted quería.
triage-to-bad = Elija a alguien que atienda este buzón
triage-hand = Pasarlo a otro buzón
triage-hand-text = Otro equipo del consultorio lo ve y lo responde. El paciente solo ve quién responde.
triage-pool-bad = Elija un buzón
triage-hand-button = Pasarlo
triage-handed = Se pasó al otro buzón.

## Lo que dicen los colegas

triage-notes = Notas para los colegas
triage-notes-text = Solo las ven quienes atienden este buzón. El paciente nunca las ve, ni nadie que actúe por el paciente.
triage-notes-none = Todavía no hay notas.
triage-notes-earlier = Mostrar notas anteriores
triage-note = Nota nueva
triage-note-hint = Lo que debe saber el colega que siga con esto.
triage-note-missing = Escriba la nota
triage-note-button = Añadir esta nota
triage-noted = Su nota está añadida.
triage-moves = Lo que pasó en el escritorio
triage-moved-taken = Lo tomó
triage-moved-assigned = Lo dio a { $name }
triage-moved-handed = Lo pasó a { $name }
triage-moved-put-back = Lo dejó para todos
triage-moved-pool = Lo pasó al buzón «{ $inbox }»
triage-moved-elsewhere = Lo pasó a otro buzón
triage-moved-escalated = Estaba atrasado y se avisó al buzón

## Responder mientras otra persona responde

triage-anyway = Enviar la mía de todos modos
triage-anyway-hint = El paciente puede recibir entonces dos respuestas.
triage-anyway-missing = Alguien ya está respondiendo. Marque la casilla si quiere enviar también la suya

## Sobre el paciente

triage-about = Sobre este paciente
triage-wrote = { $name } escribió lo último
triage-wrote-for = { $name } escribió lo último, por el paciente
triage-born = Nacimiento
triage-number = Número de expediente
triage-language = Idioma
triage-interpreter = Intérprete que pidió
triage-visits = Últimas visitas
triage-others = También abierto o escrito hace poco
triage-none-known = No se conoce nada.
triage-waits = Espera al equipo

## Textos para responder

triage-texts = Textos para responder
triage-texts-text = El texto se pone en su respuesta. Léalo y cámbielo antes de enviar.
triage-texts-none = Su buzón todavía no tiene ninguno.
triage-texts-keep = Añadir o cambiar textos
triage-texts-put = Poner «{ $name }»
triage-templates-title = Textos para responder
triage-templates-list = Los textos de su equipo
triage-templates-lead = Lo que su equipo escribe una y otra vez. Nada se envía por sí solo.
triage-templates-empty = Todavía no hay textos
triage-templates-empty-text = Añada lo que su equipo escribe a menudo, como el horario o cómo prepararse para una visita.
triage-no-pools = Usted no atiende ningún buzón
triage-no-pools-text = Un administrador puede añadirle a uno.
triage-template-add = Añadir un texto
triage-template-add-text = Todos los que atienden el buzón pueden usarlo y cambiarlo.
triage-template-add-button = Añadir este texto
triage-template-added = El texto está añadido.
triage-template-change = Cambiar «{ $name }»
triage-template-change-text = Las respuestas enviadas quedan como están.
triage-template-change-button = Guardar este texto
triage-template-changed = El texto está cambiado.
triage-template-pool = Buzón
triage-template-pool-bad = Elija un buzón suyo que tenga menos de 100 textos
triage-template-name = Nombre
triage-template-name-hint = Lo ven los colegas, no los pacientes.
triage-template-lang = Idioma
triage-template-body = Texto
triage-template-body-hint = Escriba { $patient } para el nombre del paciente, { $practice } para el consultorio y { $me } para quien responde.
triage-template-gaps-bad = Las llaves son solo para los tres nombres que se rellenan
triage-template-retire = Quitar «{ $name }»
triage-template-retire-text = Nadie podrá usarlo. Las respuestas enviadas con él quedan como están.
triage-template-retire-button = Quitar este texto
triage-template-retired = El texto está quitado.

## Reemplazar a alguien

triage-cover-title = Ausencias
triage-cover-lead = Mientras alguien está ausente, un colega hace lo que tiene asignado. Empieza y termina por sí solo.
triage-cover-new = Decir quién reemplaza
triage-cover-away = Quién está ausente
triage-cover-by = Quién reemplaza
triage-cover-by-hint = Alguien que atiende uno de los mismos buzones.
triage-cover-from = Primer día
triage-cover-until = Último día
triage-cover-until-hint = También ese día entero.
triage-cover-button = Guardar
triage-cover-set = Se guardó quién reemplaza.
triage-cover-self = Elija a otra persona
triage-cover-who-bad = Elija a dos colegas que atiendan uno de los mismos buzones
triage-cover-taken = En uno de esos días ya hay alguien que reemplaza. Termine eso primero
triage-cover-until-bad = Elija un último día que no sea anterior al primero y esté dentro de { $days } días
triage-covers = Ahora y próximamente
triage-covers-empty = Nadie está ausente
triage-covers-empty-text = Quién reemplaza a quién aparece aquí hasta que pase el último día.
triage-cover-said = { $by } por { $away }
triage-cover-day = El { $date }
triage-cover-days = Del { $from } al { $until }
triage-cover-now = Ahora
triage-cover-end = Terminar
triage-cover-end-text = Desde ahora cada uno vuelve a hacer lo que tiene asignado.
triage-cover-end-button = Terminar ahora
triage-cover-ended = El reemplazo está terminado.

## La propia cuenta en el escritorio: la dirección a la que avisamos de lo atrasado

reach-lead = Dónde le escribimos cuando algo de su escritorio está atrasado. Esos avisos nunca dicen nada de los pacientes.
reach-title = Su dirección
reach-text = Aquí le escribimos cuando algo de su buzón está atrasado, cuando esta dirección cambia y cuando alguien intenta una y otra vez entrar en su cuenta. Nadie puede iniciar sesión con ella.
reach-text-other = Aquí le escribimos cuando esta dirección cambia, cuando alguien intenta una y otra vez entrar en su cuenta, y sobre lo atrasado si algún día responde un buzón. Nadie puede iniciar sesión con ella.
reach-nobody = No ha dado ninguna dirección, así que nuestros avisos de lo atrasado no le llegan. En su buzón sigue marcado.
reach-none = Todavía no ha dado ninguna dirección.
reach-remove = Quitar esta dirección
reach-remove-text = Le escribimos allí una vez más para avisarle de que se quitó. Después, nuestros avisos de lo atrasado no le llegan hasta que dé otra dirección.
reach-removed = Se quitó su dirección. Ahora nuestros avisos de lo atrasado no le llegan.
reach-code = Escribir el código que le enviamos
reach-confirm = Usar esta dirección
reach-added = Su dirección está confirmada.
