## Lo que sale del portal por correo o mensaje de texto.

letter-enroll-code-subject = Su código para { $clinic }
letter-enroll-code = Su código para el portal de pacientes de { $clinic } es { $code }. Sirve durante 10 minutos. Si usted no lo pidió, puede ignorar este mensaje. Nunca le pediremos este código por teléfono.
letter-contact-code-subject = Confirme su contacto para { $clinic }
letter-contact-code = Su código para confirmar este contacto en { $clinic } es { $code }. Sirve durante 10 minutos. Si usted no lo pidió, puede ignorar este mensaje.
letter-enrolled-subject = Su cuenta en { $clinic } está lista
letter-enrolled = Su cuenta para el portal de pacientes de { $clinic } está lista. Si no fue usted, llame al Soporte Técnico.
letter-wrong-passwords-subject = Alguien intentó entrar en su cuenta de { $clinic }
letter-wrong-passwords = Alguien escribió diez veces seguidas una contraseña incorrecta para su cuenta en { $clinic }. Si fue usted, puede intentarlo de nuevo un poco más tarde. Si no, llame al Soporte Técnico.
letter-new-message-subject = Hay algo nuevo en { $clinic }
letter-new-message = Hay algo nuevo para usted en el portal de pacientes de { $clinic }. Entre para leerlo.
letter-request-subject = Nueva solicitud de inscripción en { $clinic }
letter-request = Una solicitud de inscripción espera a la oficina de inscripciones.

outbox-title = Mensajes enviados
outbox-lead = En esta demostración nada se envía de verdad. Esto es lo que las personas habrían recibido por correo electrónico o mensaje de texto.
outbox-empty-title = Todavía no se ha enviado nada
outbox-empty = Inscriba a alguien o responda a un mensaje, y vuelva a mirar aquí.
outbox-to = Para { $to }
outbox-email = Correo electrónico
outbox-text = Mensaje de texto
outbox-refresh = Volver a mirar
footer-outbox = Mensajes enviados (demo)
