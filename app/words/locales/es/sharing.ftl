## Las partes de un expediente

chart-demographics = Nombre, dirección, contactos
chart-immunizations = Vacunas
chart-growth-charts = Curvas de crecimiento
chart-allergies = Alergias
chart-family-history = Enfermedades en la familia
chart-reminders = Lo que toca hacer
chart-messages = Mensajes con los equipos médicos
chart-ask-appointment = Pedir una cita
chart-appointments = Citas
chart-ask-renewal = Pedir otra vez una receta
chart-medications = Medicinas
chart-ask-referral = Pedir una remisión
chart-results = Resultados de pruebas
chart-notes = Resúmenes de visitas y notas
chart-billing = Facturas
chart-uploads = Documentos que se subieron
chart-take-out = Descargar o compartir todo
chart-access-log = Quién miró el expediente
chart-representatives = Quién puede actuar

access-nothing = Nada
access-all = Todo
part-no-hidden-vaccines = Vacunas, pero no las que los adolescentes pueden decidir solos
part-no-private-threads = Conversaciones que no son privadas
part-asking-only = Pedir, y lo que se pidió
part-general-only = Lo que el consultorio marcó como general
part-marked-drugs = Medicinas que el consultorio marcó
part-no-diagnosis = Sin el diagnóstico
part-as-guarantor = Facturas de visitas que paga esta persona
part-as-guarantor-sums = Facturas de visitas que paga esta persona; de las visitas privadas, solo el importe y la fecha
part-own-bills = Sus propias facturas
part-own-uploads = Lo que esta persona subió
part-own-acts = Lo que hizo esta persona
part-narrow-and-revoke = Dar menos y terminarlo

sharing-title = Quién puede actuar por usted
sharing-lead = Usted decide quién puede ver su expediente o hacer algo en él, y puede cambiar de idea cuando quiera.
sharing-loading = Buscando quién puede actuar por usted
sharing-add = Nombrar a alguien
sharing-list = Personas que pueden actuar por usted, o que podrían
sharing-more = Mostrar anteriores
sharing-newest = Ir a lo más reciente
sharing-empty-title = Aquí nadie puede actuar por usted
sharing-empty-text = Cuando usted nombre a alguien, o su consultorio haga un formulario para alguien, esa persona aparecerá aquí.
sharing-office = A un padre, una madre o un tutor los agrega el consultorio.
sharing-back = Volver a la lista
sharing-changes = Cambia el { $date }
sharing-changes-soon = Cambia pronto
sharing-soon-title = Esto cambia pronto por sí solo
sharing-soon = El { $date }: lo que { $name } puede ver y hacer
sharing-count = { $count ->
    [one] { $count } persona puede actuar por usted
   *[other] { $count } personas pueden actuar por usted
}

basis-parental = Padre o madre
basis-consent = Consentimiento
basis-guardianship = Tutor por orden de un juez
basis-power-of-attorney = Apoderado para la atención médica
basis-best-interest = Porque es lo mejor para el paciente

grant-state-proposed = Espera al consultorio
grant-state-active = Puede actuar
grant-state-suspended = En pausa
grant-state-inactive = Terminado
grant-state-rejected = No llegó a valer
grant-since = Desde el { $date }
grant-ends = Hasta el { $date }

grant-loading = Buscando lo que puede hacer esta persona
grant-proposed-text = { $name } tiene que ir al consultorio con un documento con foto y firmar allí. Hasta entonces no hay nada abierto.
grant-held-by-you = Usted puso a esta persona en pausa. No hay nada abierto hasta que usted la reanude.
grant-held-by-staff = El consultorio puso a esta persona en pausa. No hay nada abierto. Llame al consultorio si tiene preguntas.
grant-opens-all = { $name } puede ver y hacer todo en este expediente, por orden de un juez o porque lo dijo un profesional médico. El consultorio puede cambiarlo.
grant-opens-nothing = Ahora no hay nada abierto para esta persona.
grant-over = Esto terminó. Ya no hay nada abierto para esta persona.
grant-runs-out = Su consentimiento vence el { $date }, si no lo renueva antes.
grant-ground = Motivo
grant-state = Ahora
grant-last-day = Último día

switches-title = Lo que esta persona puede ver y hacer
switches-text = Marque lo que quiere compartir. Lo que no está marcado queda cerrado.
switches-see-of = Ver: { $what }
switches-do-of = Hacer: { $what }
switches-whole-of = Todo: { $what }
switches-fixed = Siempre abierto
switches-fixed-text = Esto no lo decide usted: las facturas son de quien paga, y cada quien ve sus propios pasos.
switches-private = Lo que es privado para usted nunca se muestra a quien actúa por usted, aunque aquí esté todo marcado.
switches-save = Guardar lo que se comparte
switches-saved = Se guardó lo que se comparte.
switches-presets = Empezar con
switches-as-first = Lo habitual
switches-all = Todo lo que se puede compartir
switches-none = Nada
switches-too-much = Algo de esto no se puede compartir. Vuelva a cargar la página y elija de nuevo
switches-one = Marque al menos uno

last-day-title = Último día
last-day-text = A partir del día siguiente no hay nada abierto. Déjelo vacío si no quiere un último día.
last-day-none = No hay un último día.
last-day-label = Último día
last-day-hint = Por ejemplo: 12 31 2027
last-day-save = Guardar el último día
last-day-saved = Se guardó el último día.
last-day-past = Escriba la fecha de hoy o una posterior
last-day-beyond = Un consentimiento no puede durar tanto. Escriba una fecha anterior

grant-suspend = Poner en pausa ahora
grant-suspend-text = { $name } no puede ver ni hacer nada desde este momento, tampoco en páginas que tenga abiertas. Usted puede reanudarlo.
grant-suspended = Esta persona está en pausa.
grant-resume = Reanudar
grant-resume-text = { $name } puede ver y hacer de nuevo lo que está marcado arriba.
grant-resumed = Se reanudó.
grant-end = Terminar para siempre
grant-end-text = { $name } ya no podrá actuar por usted. Para otra vez hay que firmar un formulario nuevo en el consultorio. El historial se queda.
grant-end-proposed = Ya no se le pedirá a { $name }. Usted puede empezar de nuevo cuando quiera.
grant-end-sure = Sí, terminar para siempre
grant-ended = Se terminó.
grant-renew = Renovar mi consentimiento
grant-renew-text = Su consentimiento durará tanto como al principio, contado desde hoy. Si no, termina el { $date }.
grant-renew-sure = Sí, consiento de nuevo
grant-renewed = Se renovó su consentimiento.
grant-assent = Decir que sí
grant-assent-text = { $name } podía actuar por usted cuando usted aún no decidía. Ahora sí decide: diga que sí, cambie lo marcado o termínelo.
grant-agree-text = En el consultorio empezaron un formulario para que { $name } actúe por usted. Falta su sí.
grant-assent-sure = Sí, estoy de acuerdo
grant-assented = Usted dijo que sí.
sharing-prove-text = Antes de dar más a alguien, confirme que es usted. Vale por diez minutos.
sharing-sure-missing = Marque la casilla si quiere esto

grant-history = Lo que pasó
grant-history-text = De esto nunca se borra nada.
grant-history-more = Mostrar lo anterior
event-proposed = Se empezó
event-signed-by-representative = Firmó el representante
event-signed-by-patient = Firmó el paciente
event-activated = Entró en vigor
event-rejected = No llegó a valer
event-suspended = Se puso en pausa
event-resumed = Se reanudó
event-ended = Se terminó
event-switched = Se cambió lo que se comparte
event-last-day = Se cambió el último día
event-renewed = Se renovó el consentimiento
event-settled = Terminó por sí solo
by-patient = el paciente
by-representative = el representante
by-staff = nuestro personal
by-portal = el portal
event-line = { $date }, por { $who }
event-day = Día: { $date }

reason-form-signed = El formulario está firmado
reason-patient-request = El paciente lo quiere
reason-representative-request = El representante lo quiere
reason-safeguarding = Hay que proteger a alguien
reason-custody-order = Lo decidió un juez
reason-end-date = Llegó el último día
reason-majority = El paciente es mayor de edad
reason-patient-deceased = El paciente falleció
reason-representative-deceased = El representante falleció
reason-relationship-changed = Ya no son el uno para el otro lo que eran
reason-lacks-capacity = El paciente ya no puede decidir
reason-misuse = Se usó mal
reason-inactivity = Nadie lo usó durante mucho tiempo
reason-account-closed = Se cerró una cuenta
reason-cleared = Se aclaró lo que lo impedía
reason-other = Otro motivo

coming-title = A partir del { $date } esto cambia por sí solo
coming-because-has-a-say = Por un cumpleaños: desde entonces el adolescente también decide.
coming-because-of-age = Por un cumpleaños: desde entonces el adulto decide solo.
coming-because-runs-out = Porque entonces se acaba el tiempo fijado.
coming-because-review = Porque para entonces un profesional médico debe comprobar de nuevo si alguien puede decidir.
coming-caption = Qué cambia exactamente
coming-what = Parte del expediente
coming-now = Ahora
coming-then = Desde entonces
coming-all-closed = Desde entonces no hay nada abierto.

share-title = Nombre a alguien que pueda actuar por usted
share-lead = Alguien de confianza: una hija, un amigo, una vecina.
share-loading = Cargando el formulario
share-how = Cómo sigue
share-how-1 = Usted dice aquí quién es y qué puede ver y hacer esa persona.
share-how-2 = Esa persona va al consultorio con un documento con foto y firma.
share-how-3 = El consultorio lo pone en vigor. Hasta entonces no hay nada abierto.
share-who = ¿Quién es?
share-given = Nombre
share-family = Apellido
share-born = Fecha de nacimiento de esa persona
share-born-hint = Por ejemplo: 11 24 1981
share-channel = ¿Cómo puede el consultorio comunicarse con esa persona?
share-email-choice = Por correo electrónico
share-text-choice = Por mensaje de texto
share-email = Correo electrónico de esa persona
share-phone = Teléfono móvil de esa persona
share-practice = ¿Qué consultorio?
share-practice-hint = El consultorio donde firma esa persona
share-no-practice = Todavía no lo ha atendido ningún consultorio, así que nadie puede ponerlo en vigor. Después de su primera visita podrá nombrar a alguien aquí.
share-too-young = Esta persona debe tener 18 años o más
share-taken = Usted ya nombró a esta persona. Mire la lista
share-button = Nombrar a esta persona
give-up-title = Dejar de actuar por { $name }
give-up-text = Ya no podrá ver ni hacer nada en el expediente de { $name }. Para otra vez hay que firmar un formulario nuevo en el consultorio.
give-up-sure = Sí, lo quiero
give-up-button = Dejar de actuar por esta persona
gave-up = Usted ya no actúa por esta persona.

## Lo que un representante ve de su propia representación

acting-title = Lo que usted puede ver y hacer por { $name }
acting-caption = Lo que está abierto para usted en el expediente de { $name }
acting-see = Ver
acting-do = Hacer
acting-runs-out = Vence el { $date }, si { $name } no lo renueva antes
acting-private = Lo que { $name } puede decidir sin su madre o padre, o lo que se guarda en privado para { $name }, no aparece en nada de esto. Lo decimos siempre, se omita algo o no.
acting-closed-title = Personas por las que ahora no puede actuar
acting-aside = Por ahora usted no puede ver ni hacer nada por { $name }. Si tiene preguntas, llame al consultorio de { $name }.
acting-nothing = Ahora no hay nada abierto para usted en el expediente de { $name }. El consultorio puede decirle qué hace falta.
acting-over = Usted ya no actúa aquí por { $name }. Para otra vez hay que firmar un formulario nuevo en el consultorio.

## Por qué hay partes cerradas del expediente de otra persona

closed-title = No todo está abierto para usted
closed-teen = { $name } tiene { $age } años o más. Desde esa edad, un representante solo puede abrir estas partes si { $name } las comparte, hasta donde lo permite nuestra clínica: { $parts }.
closed-adult = Estas partes no están abiertas para usted, porque { $name } no las ha compartido o no se pueden compartir: { $parts }. Solo { $name } puede compartir más.
closed-office = De esto se ocupa el consultorio: { $parts }.
