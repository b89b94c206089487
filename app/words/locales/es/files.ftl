## Por qué no se acepta un archivo, y qué hacer

problem-file-empty = Este archivo está vacío. Elija otro
problem-file-heic = Esta foto está guardada como HEIC, y no podemos mostrarla. En un iPhone, elija «Más compatible» en Ajustes, Cámara, Formatos y tómela de nuevo, o envíe una captura de pantalla
problem-file-kind = Aceptamos fotos (JPEG, PNG, GIF, WebP), documentos PDF y texto sin formato. Elija un archivo de ese tipo
problem-file-too-long = Este archivo tiene más de 10 MB. Elija uno más pequeño
problem-file-pixels = Esta imagen es demasiado grande. Hágala más pequeña, o envíe una captura de pantalla
problem-file-broken = Esta imagen no se puede leer, o le falta una parte. Elija otra
problem-file-twice = Este archivo ya está
problem-file-many = Puede haber cuatro archivos. Quite uno para agregar otro
problem-file-much = Todos los archivos juntos pueden tener 25 MB. Quite uno para agregar otro
problem-file-room = Ya envió tantos archivos como podemos guardar. Llámenos para traer este de otra manera

## El campo al que se agregan archivos

file-label = Fotos y archivos (opcional)
file-hint = Hasta cuatro, de 10 MB cada uno: fotos (JPEG, PNG, GIF, WebP), PDF o texto sin formato.
file-hint-plain = Elija un archivo y luego presione «Agregar archivo»: va con lo que envía.
file-add = Agregar archivo
file-added-list = Archivos que lo acompañan
file-going-list = Archivos en camino
file-remove = Quitar { $name }
file-remove-short = Quitar
file-said-added = Se agregó { $name }
file-said-removed = Se quitó { $name }
file-progress = Agregando { $name }
file-waits = Espera al anterior
file-again = Intentar de nuevo
file-again-name = Intentar agregar { $name } de nuevo
file-wait = Espere a que se agreguen todos los archivos y luego envíe
file-not-all = No se pudo agregar un archivo. Inténtelo de nuevo o quítelo, y luego envíe
file-late = Ya se envió aquello que este archivo acompañaba. Cargue la página de nuevo para agregarlo a algo nuevo
file-late-plain = Ya se envió aquello que este archivo acompañaba. Para agregarlo a algo nuevo, elíjalo otra vez
file-not-taken = No se pudo agregar el archivo en este momento. Elíjalo de nuevo en un minuto

## Archivos que se enviaron

file-list = Archivos
file-picture = Imagen: { $name }
file-kind-picture = Imagen
file-kind-pdf = PDF
file-kind-text = Texto
file-kilobytes = { $number } KB
file-megabytes = { $number } MB
file-checking = Estamos revisando este archivo en busca de virus. Se podrá abrir cuando terminemos.
file-harmful = Había algo dañino en este archivo, así que lo borramos.
