## De quién es el expediente abierto, y cómo pasar al de otra persona

nav-people = Personas
nav-record = Expediente
nav-sharing = Compartir
switch-person = Cambiar de persona
switch-all = Todas las personas
switch-you = usted
switch-age = { $age ->
    [one] { $age } año
   *[other] { $age } años
}
switch-now = Ahora en el expediente de { $name }
for-whom = Para { $name } ({ $age })
send-for = Enviar por { $name }
send-again-for = Intentar de nuevo por { $name }

## Las personas cuyo expediente se puede abrir

people-title = Las personas a su cuidado
people-title-one = Su expediente
people-lead = Abra un expediente para leer, escribir y ver lo nuevo.
people-loading = Cargando las personas
people-empty-title = Todavía no hay ningún expediente aquí
people-empty-text = Cuando un consultorio haya puesto en vigor que usted actúa por alguien, esa persona aparecerá aquí sin que tenga que hacer nada.
people-how = Cómo actuar por alguien
people-you = Usted
people-unread = { $count ->
    [one] { $count } conversación con algo nuevo
   *[other] { $count } conversaciones con algo nuevo
}
people-nothing-new = Nada nuevo
people-waits = { $count ->
    [one] { $count } solicitud espera algo de usted
   *[other] { $count } solicitudes esperan algo de usted
}
people-due = Próxima respuesta a más tardar el { $date }
people-visit = Próxima cita: { $when }
people-newest = Lo nuevo de { $name }
next-birthday = El { $date }, { $name } cumple { $age } años.
next-ends = Desde el { $date } ya no podrá actuar aquí por { $name }.
next-review = El { $date }, el consultorio tiene que revisar cómo actúa usted por { $name }.
next-others = { $count ->
    [one] El { $date } cambia por sí solo lo que puede ver y hacer { $count } persona que actúa por usted.
   *[other] El { $date } cambia por sí solo lo que pueden ver y hacer { $count } personas que actúan por usted.
}
next-see = Ver qué cambia

## Quién miró un expediente y actuó en él

activity-title = Quién miró y actuó
activity-lead = En el expediente de { $name }, además de { $name }
activity-lead-own = En su expediente, además de usted
activity-text = Anotamos cada vez que alguien de nuestro personal o un representante abre una parte de este expediente o hace algo en él.
activity-loading = Cargando quién miró y actuó
activity-empty-title = Nadie todavía
activity-empty-text = Cuando alguien de nuestro personal o un representante abra este expediente, aparecerá aquí.
activity-list = Quién miró y actuó
activity-representative = Representante
activity-nobody = Alguien cuya cuenta está cerrada
activity-staff = Nuestro personal: { $role }
activity-sharing = Ver qué puede hacer esta persona
activity-aside = Poner en pausa ahora a { $name }
activity-report = Avisar al Soporte técnico de esto
activity-wrong = ¿Ve algo que no debería ser? Llame al Soporte técnico o a su consultorio.
acted-looked = Miró: { $what }
acted-looked-who = Buscó quién es usted
acted-started = Empezó una conversación
acted-replied = Escribió en una conversación
acted-answered = Respondió un mensaje
acted-shelved = Movió una conversación a otra parte de los mensajes
acted-closed = Cerró una conversación
acted-blocked = Cambió de quién recibe mensajes un buzón
acted-asked = Envió una solicitud a un consultorio
acted-ask-changed = Cambió una solicitud
acted-ask-withdrawn = Retiró una solicitud
acted-ask-commented = Escribió sobre una solicitud
acted-ask-times = Respondió cuándo puede ser una cita
acted-ask-moved = Trabajó en una solicitud
acted-uploaded = Agregó un archivo a un mensaje
acted-took-file-back = Quitó un archivo antes de enviarlo
acted-opened-file = Abrió un archivo
acted-desk-worked = Se ocupó de quién responde un mensaje o una solicitud
acted-desk-reminded = Avisó al equipo de que una respuesta está atrasada
acted-account = Se ocupó de la cuenta
acted-invited = Hizo un código para inscribirse
acted-backed = Anotó quién respalda la cuenta
acted-confirmed = Confirmó quién es usted
acted-grant-made = Hizo un formulario para un representante
acted-grant-in-force = Puso en vigor a un representante
acted-grant-set = Cambió lo que un representante puede ver y hacer
acted-grant-aside = Apartó a un representante
acted-grant-resumed = Volvió a admitir a un representante
acted-grant-ended = Terminó la representación
acted-grant-moved = Cambió cómo está un representante
acted-gave-up = Ya no actúa por usted
acted-order = Anotó una orden judicial
acted-attested = Anotó lo que dijo un profesional clínico
acted-something = Hizo otra cosa en este expediente
