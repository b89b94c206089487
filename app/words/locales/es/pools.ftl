## Para qué es un buzón compartido

pool-kind-general = General
pool-kind-appointments = Citas
pool-kind-medication = Medicinas
pool-kind-tests = Exámenes y resultados
pool-kind-referrals = Especialistas
pool-kind-education = Información de salud
pool-kind-billing = Cobros

## Una conversación en el escritorio: cerrarla, y con cuáles está unida

desk-status-closed = Cerrada
desk-close = Cerrar esta conversación
desk-close-text = Ya no se debe ninguna respuesta, y el paciente escribe una continuación en lugar de responder. Si usted responde, se abre de nuevo.
desk-close-conflict = El paciente escribió algo después de que se cargó esta página. Lea el mensaje nuevo antes de cerrar la conversación.
desk-closed-since = Cerrada desde el { $date }
desk-closed-text = El paciente puede empezar una continuación. Si usted responde, la conversación se abre de nuevo.
desk-follows = Ver la conversación anterior a esta
desk-followed-by = Ir a la continuación de esta conversación

## No recibir mensajes de alguien, en el escritorio

blocks-title = Mensajes que este buzón no recibe
block-of-anybody = Los de cualquiera sobre este expediente
block-reason-conduct = Ofensas o amenazas
block-reason-too-many = Más mensajes de los que se pueden responder
block-reason-wrong-use = No tratan de la atención, o no de este expediente
block-reason-left-practice = Ya no es paciente del consultorio
block-reason-other = Otro motivo
block-until-said = Hasta el { $date }
block-lift = Recibir mensajes de nuevo
block-lifted = Este buzón recibe de nuevo sus mensajes.
block-title = No recibir más mensajes
block-text = Este buzón ya no recibirá conversaciones nuevas ni respuestas. A la persona se le dice el motivo que usted elija y su número de teléfono. Las solicitudes y los demás buzones siguen abiertos.
block-whom = ¿Los mensajes de quién?
block-whom-writer = Los de quien escribió por última vez en esta conversación
block-whom-anybody = Los de cualquiera sobre este expediente
block-whom-anybody-text = Los del paciente y los de todas las personas que actúan por él.
block-reason = Motivo
block-reason-hint = La persona lo lee con palabras sencillas.
block-reason-missing = Elija un motivo
block-until = Último día (opcional)
block-until-hint = Por ejemplo 1/31/2027 (mes, día, año). Déjelo vacío si debe valer hasta que usted lo retire
block-button = No recibir más mensajes
block-made = Este buzón ya no recibe esos mensajes.

## El escritorio de administración: los buzones compartidos

nav-pools = Buzones
pools-title = Buzones
pools-lead = Quién responde los mensajes y las solicitudes de un consultorio, según el tema. Lo que no tiene un buzón propio va al general, pero los cobros nunca.
pools-list = Todos los buzones, por consultorio
pools-back = Volver a los buzones
pool-open = El buzón abierto
pool-gone-title = No encontramos este buzón
pool-answered = Hay quien responda
pool-nobody = Nadie responde
pool-nobody-text = Todavía nadie responde este buzón, así que lo reemplaza el general. Para los cobros, los pacientes ven un número de teléfono.
pool-kind = Para qué es
pool-kind-missing = Elija para qué es el buzón
pool-waiting = Esperan respuesta
pool-members = Quién lo responde
pool-members-none = Todavía nadie tiene una función para este buzón en este consultorio. Los cobros los responde el personal de cobros; todo lo demás, los profesionales médicos y el personal de enfermería. En «Personal», dé a alguien la función y el consultorio.
pool-members-bad = Alguien de esta lista ya no puede responder este buzón. Cargue la página de nuevo
pool-lead = Responsable
pool-lead-none = Nadie
pool-lead-hint = A quién avisamos cuando una respuesta se atrasa. Alguien de quienes responden.
pool-lead-bad = Elija a alguien que responda este buzón
pool-lead-unreached = { $name } es responsable de este buzón. Nuestros avisos de lo atrasado no se le pueden enviar y van a las demás personas que lo responden. La dirección se da en «Cuenta», al final de cada página.
pool-reaches-nobody = Nuestros avisos de lo atrasado no llegan a nadie de quienes responden este buzón. La dirección se da en «Cuenta», al final de cada página.
pool-member-unreached = { $role }, no le llegan avisos
pool-phone = Número de teléfono (opcional)
pool-phone-hint = Se da en lugar del número del consultorio
pool-saved = Se guardó lo que fijó para este buzón.
pool-add-title = Agregar un buzón
pool-add-text = Elija un buzón de la lista para cambiarlo, o dé otro a un consultorio.
pool-practice = Consultorio
pool-practice-hint = Aquí no se ofrecen los que ya tienen todos los buzones ni los que están más abajo en la lista.
pool-practice-missing = Elija un consultorio
pool-add-button = Agregar este buzón
pool-added = El buzón está listo. Elija quién lo responde.
