## Lo que sale del portal por correo o mensaje de texto.

letter-enroll-code-subject = Su código para { $clinic }
letter-enroll-code = Su código para el portal de pacientes de { $clinic } es { $code }. Sirve durante 10 minutos. Si usted no lo pidió, puede ignorar este mensaje. Nunca le pediremos este código por teléfono.
letter-contact-code-subject = Confirme su contacto para { $clinic }
letter-contact-code = Su código para confirmar este contacto en { $clinic } es { $code }. Sirve durante 10 minutos. Si usted no lo pidió, puede ignorar este mensaje.
letter-enrolled-subject = Su cuenta en { $clinic } está lista
letter-enrolled = Su cuenta para el portal de pacientes de { $clinic } está lista. Si no fue usted, llame al soporte técnico.
letter-wrong-passwords-subject = Alguien intentó entrar en su cuenta de { $clinic }
letter-wrong-passwords = Alguien escribió diez veces seguidas una contraseña incorrecta para su cuenta en { $clinic }. Si fue usted, puede intentarlo de nuevo un poco más tarde. Si no, llame al soporte técnico.
letter-new-message-subject = Hay algo nuevo en { $clinic }
letter-new-message = Hay algo nuevo para usted en el portal de pacientes de { $clinic }. Entre para leerlo: { $link }
letter-request-subject = Nueva solicitud de inscripción en { $clinic }
letter-request = Una solicitud de inscripción espera a la oficina de inscripciones.

letter-code-frozen-subject = Un código de activación de { $clinic } está bloqueado
letter-code-frozen = Alguien probó cinco fechas de nacimiento equivocadas con un código de activación. El código está bloqueado por ahora. La oficina de inscripciones dice qué hacer.
letter-invitation-subject = Su invitación de { $clinic }
letter-invitation = { $clinic } le invita a su portal de pacientes. Abra { $link } para empezar. O elija "Inscribirse ahora" en el portal y escriba el código de activación { $code }. Le pediremos su fecha de nacimiento. El código sirve una sola vez y por tiempo limitado.
letter-received-subject = Su solicitud a { $clinic }
letter-received = Recibimos su solicitud para el portal de pacientes de { $clinic }. Puede que le contactemos para confirmar quién es. Después recibirá un correo o un mensaje de texto con un enlace. Puede tardar de 3 a 5 días hábiles. El número de su solicitud es { $number }. Vea cómo va: { $link }
letter-approved-subject = Continúe su inscripción en { $clinic }
letter-approved = { $clinic } confirmó su solicitud. Abra { $link } para terminar su inscripción. O elija "Inscribirse ahora" en el portal y escriba el código de activación { $code }. Le pediremos su fecha de nacimiento. El código sirve una sola vez y por tiempo limitado.
letter-declined-subject = Su solicitud a { $clinic }
letter-declined = No pudimos completar su solicitud para el portal de pacientes de { $clinic }. Llámenos o venga al consultorio y le ayudaremos.
letter-password-subject = Una contraseña nueva para { $clinic }
letter-password = Alguien pidió una contraseña nueva para su cuenta en { $clinic }. Si fue usted, abra { $link } antes de 60 minutos. Si el enlace no funciona, escriba este código: { $code } en { $page }. Si no fue usted, puede ignorar este mensaje: su contraseña no cambia.
letter-username-subject = Su nombre de usuario en { $clinic }
letter-username = Alguien pidió el nombre de usuario de su cuenta en { $clinic }. Es: { $username }. Inicie sesión aquí: { $link }. Si usted no lo pidió, puede ignorar este mensaje.
letter-security-subject = Un cambio en su cuenta de { $clinic }
letter-security = { $what } Se trata de su cuenta para el portal de pacientes de { $clinic }. Si no fue usted, llame enseguida al soporte técnico. Puede ver su cuenta aquí: { $link }
letter-security-shut = { $what } Se trata de su cuenta para el portal de pacientes de { $clinic }. Si no fue usted, llame enseguida al soporte técnico. Teléfono y horario: { $link }
letter-support-code-subject = Un código para el soporte técnico de { $clinic }
letter-support-code = ¿Está hablando ahora con el soporte técnico de { $clinic }? Entonces lea en voz alta este código: { $code }. Así comprobamos que la solicitud es suya. Sirve durante 10 minutos. Si usted no pidió ayuda, no diga el código a nadie y llame al soporte técnico.

letter-sharing-subject = Ayudarse en { $clinic }
letter-sharing-changes = { $what } Se trata de personas que se ayudan en el portal de pacientes de { $clinic }. Inicie sesión para ver exactamente qué cambia: { $link }
letter-sharing-asked = Alguien le pide ayuda en el portal de pacientes de { $clinic }. Si quiere ayudar, vaya a su consultorio con un documento con foto y firme el formulario. Si no sabe de qué se trata, puede ignorar este mensaje.
letter-sharing-begun = En el portal de pacientes de { $clinic } una persona ya puede ayudar a otra, y usted es una de las dos. Inicie sesión para ver a quién y con qué: { $link } Si no lo esperaba, llame enseguida al soporte técnico.
letter-sharing-changed = En el portal de pacientes de { $clinic } cambió algo de lo que una persona puede ver o hacer por otra, y usted es una de las dos. Inicie sesión para ver qué: { $link } Si no lo esperaba, llame enseguida al soporte técnico.
letter-sharing-set-aside = En el portal de pacientes de { $clinic } una persona por ahora no puede ver ni hacer nada por otra, y usted es una de las dos. Inicie sesión para ver más: { $link }
letter-sharing-ended = En el portal de pacientes de { $clinic } una persona ya no ayuda a otra, y usted es una de las dos. Inicie sesión para ver más: { $link }
letter-representative = { $clinic } le invita a su portal de pacientes para que pueda ayudar a alguien. Abra { $link } para empezar. O elija "Inscribirse ahora" en el portal y escriba el código de activación { $code }. Le pediremos su propia fecha de nacimiento. El código sirve una sola vez y por tiempo limitado.

coming-has-a-say = A partir del { $date } un cumpleaños cambia lo que una persona puede ver o hacer por otra.
coming-of-age = A partir del { $date } alguien es mayor de edad, y otras personas ya no pueden actuar por esa persona como antes.
coming-runs-out = A partir del { $date } deja de valer un permiso para ver o hacer cosas por alguien.
coming-review = Un permiso para actuar por alguien debe revisarse antes del { $date }; si no, queda en pausa desde entonces.

change-password = Se cambió su contraseña.
change-passkey-added = Se agregó una llave de acceso a su cuenta.
change-passkey-removed = Se quitó una llave de acceso de su cuenta.
change-passkey-stopped = Es posible que alguien haya copiado una llave de acceso de su cuenta. La desactivamos. Inicie sesión, quítela y agregue otra.
change-authenticator-added = Se configuró una aplicación de autenticación para su cuenta.
change-authenticator-removed = Se quitó la aplicación de autenticación de su cuenta.
change-recovery-codes = Se crearon códigos de recuperación nuevos para su cuenta. Los anteriores ya no sirven.
change-recovery-code-used = Se usó un código de recuperación de su cuenta.
change-contact-added = Se agregó un contacto a su cuenta.
change-contact-removed = Se quitó un contacto de su cuenta.
change-new-device = Se inició sesión en su cuenta desde un dispositivo nuevo.
change-cancelled = Se cerró su cuenta. Tiene 30 días para cambiar de idea: llame al soporte técnico y podrá conservarla.
change-restored = Su cuenta está activa de nuevo.
change-suspended = Nuestro personal suspendió su cuenta. Por ahora nadie puede entrar con ella.
change-resumed = Su cuenta está abierta de nuevo. Ya puede iniciar sesión.
change-unlocked = El soporte técnico quitó la espera por contraseñas incorrectas de su cuenta. Ya puede iniciar sesión.
change-reproof = Nadie puede entrar en su cuenta hasta que comprobemos quién es usted. Vaya a su consultorio o espere nuestra llamada.

outbox-title = Mensajes enviados
outbox-lead = En esta demostración nada se envía de verdad. Esto es lo que las personas habrían recibido por correo electrónico o mensaje de texto.
outbox-empty-title = Todavía no se ha enviado nada
outbox-empty = Inscriba a alguien o responda a un mensaje, y vuelva a mirar aquí.
outbox-to = Para { $to }
outbox-email = Correo electrónico
outbox-text = Mensaje de texto
outbox-refresh = Volver a mirar
footer-outbox = Mensajes enviados (demo)
