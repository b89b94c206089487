## The front desk: forms by which somebody is to act for patients

nav-forms = Formularios
forms-title = Formularios de representantes
forms-lead = Formularios que se empezaron y aún no están firmados. Empiece uno en el expediente del paciente.
forms-list = Formularios empezados
forms-nobody = Aún no se nombra a nadie
forms-made = { $practice } · empezado por { $who }
forms-more = Mostrar formularios anteriores
forms-newest = Ir a los formularios más nuevos
forms-empty-title = No hay formularios en espera
forms-empty-text = Abra el expediente de un paciente y empiece allí un formulario. Se guarda aquí hasta que se firme o se descarte.
forms-one-loading = Cargando el formulario
forms-gone-title = No encontramos este formulario
forms-gone-text = La dirección puede estar mal, o alguien del formulario ya no es paciente de su consultorio.
forms-back = Volver a los formularios
forms-practice = En nombre de { $practice }
forms-day-hint = Por ejemplo 1/31/2027
forms-void-title = Descartar este formulario
forms-void-text = No se guarda nada de lo escrito aquí. Lo que un paciente empezó en casa queda como está.
forms-void = Descartarlo
forms-voided-title = Este formulario fue descartado
forms-voided-text = No resultó nada de él. Puede empezar otro en el expediente del paciente.

forms-person = ¿Quién va a actuar?
forms-person-step = La persona
forms-lang = Idioma de esta persona
forms-username = Nombre de usuario, si esta persona tiene cuenta
forms-username-hint = Entonces los pacientes están en esa cuenta en cuanto se firme el formulario
forms-username-nobody = Ninguna cuenta de una persona con este nombre y fecha de nacimiento tiene este nombre de usuario
forms-mrn = Número de expediente, si esta persona es paciente
forms-mrn-nobody = Ningún expediente de una persona con este nombre y fecha de nacimiento tiene este número

forms-patients = ¿Por quién?
forms-patients-step = Pacientes
forms-patients-text = Todos los que tienen la casilla marcada están en este único formulario.
forms-patients-list = En este formulario
forms-patients-add = Número de expediente de otro paciente
forms-patients-add-hint = Este paso vuelve con ese paciente. Déjelo vacío cuando estén todos
forms-patients-unknown = Ningún paciente de su consultorio tiene este número
forms-patients-one = Elija al menos un paciente
forms-patients-most = En un formulario caben 8 pacientes

forms-grounds = ¿Con qué fundamento?
forms-grounds-step = Fundamentos
forms-grounds-text = Los fundamentos posibles dependen de la edad del paciente.
forms-ground-of = Fundamento para { $name }
forms-ground-missing = Elija un fundamento que la edad de este paciente permita

forms-papers = ¿Qué ha visto usted?
forms-papers-step = Documentos
forms-identity = ¿Cómo sabe quién es esta persona?
identity-license = Licencia de conducir o identificación estatal
identity-passport = Pasaporte
identity-other-photo = Otra identificación con foto
identity-known-to-staff = Un colega conoce a esta persona
forms-filed = ¿Dónde se archiva el papel?
forms-filed-hint = Por ejemplo: carpeta 4, página 12
forms-order = Orden judicial
forms-order-needed = Hace falta aquí: nadie ha registrado aún una orden que haga tutora a esta persona.
forms-order-brought = Déjelo vacío si no se trajo ninguna orden.
forms-attestation = Lo que certificó un médico
forms-attestation-needed = Hace falta aquí: un adulto de este formulario no puede decidir solo, y no hay nada registrado que sea bastante reciente.
forms-attestation-brought = Déjelo vacío si no se trajo nada.

forms-switches = ¿Qué se puede ver y hacer?
forms-switches-step = Lo que se comparte

forms-signatures = ¿Quién ha firmado?
forms-signatures-step = Firmas
forms-signatures-text = Quien firma en esta pantalla ha leído aquí el formulario. Quien firma en papel firma el formulario impreso, y usted lo archiva.
forms-sign-of = Firma de { $name }
forms-sign-not = { $name } no tiene que firmar.
forms-sign-how = ¿Cómo?
forms-sign-not-yet = Todavía no
forms-sign-drawn = En esta pantalla
forms-sign-paper = En papel
forms-sign-day = Día de la firma
forms-sign-here = Campo para firmar, con un dedo, un lápiz o el ratón
forms-sign-clear = Borrar el campo
forms-sign-needs-program = Esto necesita JavaScript. Sin él, firme en papel.
forms-sign-missing = Dibuje la firma, o escriba el día en que se firmó el papel

forms-check = ¿Está todo bien?
forms-check-step = Revisar
forms-check-text = Entra en vigor en cuanto pulse el botón, y se avisa a ambas partes.
forms-check-who = La persona
forms-check-for = Por quién
forms-check-identity = Cómo se sabe quién es
forms-check-filed = Papel archivado en
forms-check-signed = Firma
forms-check-drawn = En esta pantalla, { $date }
forms-check-paper = En papel, { $date }
forms-check-account = Desde su propia cuenta, { $date }
forms-check-unsigned = Aún sin firmar
forms-check-recorded = Lo que está registrado sobre estos pacientes
forms-check-loading = Cargando lo registrado
forms-check-no-order = No hay ninguna orden judicial en vigor.
forms-missing = Lo que falta
lack-representative-signature = No ha firmado la persona que va a actuar
lack-patient-signature = Un paciente también tiene que firmar
lack-representative-age = La persona que va a actuar no tenía 18 años el día de la firma
lack-basis-for-age = El fundamento no corresponde a la edad del paciente
lack-guardianship-order = No hay una orden judicial en vigor que haga tutora a esta persona
lack-attestation = No hay una certificación médica que sea bastante reciente
lack-birth-date = No se conoce la fecha de nacimiento completa del paciente
lack-two-people = Paciente y representante son la misma persona
lack-living = Una de las dos personas ha fallecido
lack-court-order = Una orden judicial mantiene a esta persona lejos del paciente
lack-time = Lo que se firmó venció entretanto
lack-shared-contact = Un adolescente y la persona que va a actuar tienen el mismo correo electrónico o número de teléfono. Cada uno necesita el suyo
lack-another-grant = Esta persona ya puede actuar por un paciente de este formulario
forms-sure = He visto los documentos, y ha firmado todo el que tiene que firmar
forms-finish = Poner en vigor

forms-done = Está en vigor
forms-done-for = { $name } puede actuar por:
forms-done-linked = Esta persona tiene cuenta. Los pacientes están en ella desde ahora.
forms-done-no-code = Esta persona aún no tiene cuenta. Las invitaciones están desactivadas en los consultorios que tienen sus formularios, así que no se puede crear un código. La administración puede activarlas.
forms-done-code-title = Instrucciones con un código
forms-done-code-text = Esta persona aún no tiene cuenta. Con el código se crea una, y los pacientes están en ella desde el primer momento.
forms-done-code = Crear el código
forms-done-needs-program = Esto necesita JavaScript: el código se muestra una sola vez, en esta página.

## Representatives on a record, at the desk

front-grants = Representantes
front-grants-none = Nadie actúa por este paciente, ni va a hacerlo.
front-grants-more = Mostrar entradas anteriores
front-grants-begin = Empezar un formulario
front-grants-begin-text = Un formulario por el que alguien va a actuar por este paciente, y por otros si usted quiere.
orders-title = Órdenes judiciales
orders-none = No hay ninguna orden judicial registrada.
orders-more = Mostrar órdenes anteriores
order-guardian = Tutela
order-guardian-text = Alguien es tutor del paciente
order-keep-away = Alejamiento
order-keep-away-text = Si esta persona puede actuar por el paciente, eso se suspende de inmediato
order-made = Dictada el { $date }
order-lasts = hasta el { $date }
order-lifted = Levantada el { $date }: { $why }
order-new = Registrar una orden judicial
order-kind = ¿Qué ha decidido el tribunal?
order-about = ¿De quién trata?
order-somebody-else = Otra persona
order-name = Nombre de esa persona
order-court = Tribunal
order-reference = Número de la orden
order-made-on = Dictada el
order-until = Último día, si la orden lo tiene
order-note = Nota (opcional)
order-save = Registrar la orden
order-recorded = La orden está registrada.
order-lift = Levantar esta orden
order-lift-text = Lo que se suspendió por ella sigue suspendido hasta que usted lo retome.
order-why = ¿Por qué se levanta?
order-lift-button = Levantar la orden
order-is-lifted = La orden está levantada.
attested-title = Si el paciente puede decidir
attested-text = Mientras una certificación médica diga que el paciente no puede decidir, un representante puede ver y hacer todo.
attested-none = No hay nada registrado, así que decide el paciente.
attested-by = { $date }, por { $who }
attested-review = Un médico tiene que volver a evaluarlo antes del { $date }
attested-ended = Retirada el { $date }
attest-new = Registrar una certificación
attest-clinician = Médico
attest-made-on = Certificado el
attest-save = Registrar la certificación
attest-recorded = La certificación está registrada.
attest-end = Retirar lo certificado
attest-end-text = El paciente vuelve a decidir solo, desde este momento.
attest-end-sure = Sí, el paciente puede decidir
attest-end-button = Retirarlo
attest-is-ended = Lo certificado está retirado.

## One grant at the desk

desk-grant-title = Representante
desk-grant-loading = Cargando el representante
desk-grant-back = Volver al expediente
desk-grant-patient = Paciente
desk-grant-linked = Tiene cuenta
desk-grant-held-patient = El paciente ha suspendido a esta persona.
desk-grant-held-staff = Nuestro personal ha suspendido a esta persona.
desk-grant-form = Hacer el formulario
desk-grant-form-text = Esto lo empezó el paciente. Entra en vigor por un formulario que ambos han firmado.
move-activate = Poner en vigor
move-activate-text = El formulario está firmado y tiene todo lo que necesita. Se avisa a ambas partes.
move-activated = Está en vigor. Se avisa a ambas partes.
move-resume = Retomar
move-resume-text = Esta persona puede volver a ver y hacer lo que el paciente le ha dado. Se avisa a ambas partes.
move-resumed = Se ha retomado. Se avisa a ambas partes.
move-suspend = Suspender ahora
move-suspend-text = Esta persona no puede ver ni hacer nada desde este momento, tampoco en páginas abiertas. Se avisa a ambas partes.
move-suspend-office-text = Esta persona no puede ver ni hacer nada desde este momento, tampoco en páginas abiertas. Se avisa a ambas partes. El consultorio puede retomarlo.
move-suspended = Esta persona está suspendida. Se avisa a ambas partes.
move-end = Terminar para siempre
move-end-text = Esta persona ya no puede actuar por el paciente. Para otra vez hay que firmar un formulario nuevo. El historial queda.
move-ended = Ha terminado. Se avisa a ambas partes.
move-reject = No llevarlo a cabo
move-reject-text = Nada estaba en vigor, y nada lo estará. Para otra vez alguien empieza de nuevo.
move-rejected = No se llevará a cabo.
move-reason = ¿Por qué?
move-words = En palabras
move-words-hint = Hace falta para “Otro motivo”. El paciente puede leerlo

## Representatives at Technical Support

support-grants = Quién actúa por quién con esta cuenta
support-grants-none = Nadie actúa por nadie con esta cuenta.
support-grant = { $representative } por { $patient }
support-order-text = Si una orden judicial dice que esta persona tiene que mantenerse lejos del paciente, regístrela aquí. Esta persona queda suspendida de inmediato. Solo el consultorio puede levantar la orden.
support-order-done = La orden está registrada. Esta persona no puede actuar por el paciente.

## Representatives beside a conversation

team-grants = Quién puede actuar por este paciente
team-grants-text = Si hay que impedir que una de estas personas siga actuando, suspéndala aquí. Solo la recepción o la oficina de inscripción puede retomarlo o terminarlo.
team-grants-none = Nadie actúa por este paciente.
