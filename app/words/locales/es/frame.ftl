language-name = Español

emergency-line = Si tiene una emergencia médica, llame por teléfono al { $number }.

## Alrededor de la página

skip-link = Ir al contenido
nav-label = Principal
nav-home = Inicio
nav-messages = Mensajes
nav-asks = Solicitudes
nav-new = sin leer
chart-of = Expediente de
help = Ayuda
language-switch = Idioma
sign-out = Cerrar sesión
leave-quickly = Salir rápido
leave-quickly-what = Si alguien entra mientras usted lee, pulse «Salir rápido» en la parte de arriba de la página. Cierra su sesión enseguida y abre otro sitio web. Con «Atrás» no se vuelve aquí. El historial de su navegador puede seguir mostrando las páginas que visitó.
lock = Bloquear
footer-support = Soporte técnico
footer-practices = Consultorios y teléfonos
footer-terms = Términos y condiciones
footer-privacy = Privacidad
footer-staff = Entrada del personal
demo-banner = Esta es una demostración con personas inventadas. No escriba ningún dato real.

## El título de cada página, como queda en el historial

page-title = { $page } – { $portal }

## La sesión

session-warning = Su sesión se cerrará en 2 minutos
session-warning-why = Hace un rato que no usa esta página. Cerramos la sesión para proteger su privacidad. Si no la mantiene abierta, perderá lo que haya escrito aquí.
session-stay = Mantener la sesión abierta
session-leave = Cerrar sesión ahora

## Esperas y problemas de conexión

loading = Cargando
try-again = Intentar de nuevo
trouble-title = No pudimos cargar esta página
not-here-title = No encontramos esta página
not-here-text = Puede que la dirección tenga un error, o que esta página no sea de un expediente que usted pueda abrir.
not-here-home = Ir a su página de inicio
signed-out-title = Su sesión está cerrada
sign-in-to-go-on = Inicie sesión para continuar
sign-in-new-tab = Inicie sesión (se abre en otra pestaña). Después vuelva aquí e intente de nuevo.
characters-left = { $left ->
    [one] Le queda { $left } carácter
   *[other] Le quedan { $left } caracteres
}
characters-over = { $over ->
    [one] Le sobra { $over } carácter
   *[other] Le sobran { $over } caracteres
}
offline-text = Puede seguir leyendo lo que está en esta página. Para enviar o abrir algo, conéctese primero a internet.

## Fechas y horas

weekday = { $day ->
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
    [6] sábado
   *[7] domingo
}
month-name = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
month-short = { $month ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sep
    [10] oct
    [11] nov
   *[12] dic
}
date-long = { $weekday } { $day } de { $month }
date-long-year = { $weekday } { $day } de { $month } de { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
clock-time = { $afternoon ->
    [true] { $hour }:{ $minute } p. m.
   *[false] { $hour }:{ $minute } a. m.
}
yesterday = Ayer
