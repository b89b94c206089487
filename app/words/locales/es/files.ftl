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
