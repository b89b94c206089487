## El expediente: quién es la persona, vacunas, alergias, medicinas, resultados

record-title = Sus datos
record-title-of = Datos de { $name }
record-lead = Del expediente de { $name }
record-parts = Partes del expediente
record-part-demographics = Datos personales
record-part-immunizations = Vacunas
record-part-allergies = Alergias
record-part-medications = Medicinas
record-part-results = Resultados
record-loading = Cargando el expediente
record-none = No consta
record-unnamed = Sin nombre en el expediente
record-print = Imprimir esta página
record-more = Mostrar anotaciones anteriores
record-more-shown = { $count ->
    [one] Hay { $count } anotación más al final de la lista
   *[other] Hay { $count } anotaciones más al final de la lista
}
record-end = Llegó al final. No hay anotaciones más antiguas.
record-newest = Ir a las anotaciones más recientes
record-back = Volver a los resultados
record-not-whole = Este no es el expediente médico completo
record-not-whole-text = Aquí ve lo que los consultorios de abajo han enviado a este portal. Otros médicos y hospitales pueden saber más. Pida en su consultorio una copia de todo.
record-not-whole-elsewhere = Estas páginas muestran lo que nuestros consultorios han enviado a este portal, y no el expediente médico completo. Cuáles son está en la página «Datos personales».
record-facilities = Consultorios de donde viene este expediente
record-wrong = Si algo de aquí no es correcto, avise a su consultorio.
record-day = { $day } de { $month } de { $year }
record-month = { $month } de { $year }
record-when = Cuándo
record-where = Dónde

item-private = Privado
item-kept = Solo usted y su equipo médico ven esto. No lo ve nadie que actúe por usted. Quien ya lo haya visto puede notar que ya no está.
item-by-code = No lo ve nadie que actúe por usted, porque es atención médica sobre la que un adolescente puede decidir por su cuenta. Si deja de mantenerla en privado, pueden verla las personas que actúan por usted.
item-while-minor = No lo ve nadie que actúe por usted, porque es atención médica sobre la que un adolescente puede decidir por su cuenta. Seguirá en privado hasta que usted sea mayor de edad.
item-by-office = Su consultorio mantiene esto en privado. No lo ve nadie que actúe por usted. Si quiere cambiarlo, pregunte en el consultorio.
item-within = No lo ve nadie que actúe por usted, porque la visita o el informe al que pertenece es privado.
item-shown = Esto ya no es privado.
item-keep = Mantener en privado
item-show = Dejar de mantener en privado

record-name = Nombre
record-born = Fecha de nacimiento
record-born-age = { $age ->
    [one] { $date } ({ $age } año)
   *[other] { $date } ({ $age } años)
}
record-sex = Sexo en el expediente
record-sex-female = Femenino
record-sex-male = Masculino
record-sex-other = Otro
record-sex-unknown = No indicado
record-number = Número de expediente
record-address = Domicilio
record-phone = Teléfono
record-email = Correo electrónico
record-language = Idioma
record-language-en = Inglés
record-language-es = Español

vaccines-title = Vacunas
vaccines-empty-title = Todavía no hay vacunas
vaccines-empty-text = Cuando uno de nuestros consultorios pone una vacuna o anota una anterior, aparece aquí.
vaccines-not-given = No se puso
vaccines-dose = Dosis
vaccines-lot = Número de lote

allergies-title = Alergias
allergies-empty-title = No hay alergias anotadas
allergies-empty-text = Nadie ha anotado una alergia, ni que no haya ninguna. Informe a su consultorio de todas sus alergias.
allergies-over = Ya no
allergies-reaction = Qué pasa
allergies-severity = Gravedad
allergies-mild = Leve
allergies-moderate = Moderada
allergies-severe = Grave
allergies-noted = Anotada

medicines-title = Medicinas
medicines-empty-title = Todavía no hay medicinas
medicines-empty-text = Lo que recetan nuestros consultorios aparece aquí. Otros médicos y farmacias pueden saber de más.
medicines-status-current = En uso
medicines-status-paused = En pausa
medicines-status-finished = Terminada
medicines-status-stopped = Suspendida
medicines-status-unknown = No se sabe si sigue en uso
medicines-directions = Cómo se toma
medicines-as-needed = Solo si hace falta
medicines-reason = Para qué
medicines-prescriber = Quién la recetó
medicines-prescribed = Recetada

results-title = Resultados
results-empty-title = Todavía no hay resultados
results-empty-text = Cuando un resultado es definitivo, aparece aquí enseguida. Su equipo médico puede verlo al mismo tiempo que usted.
results-value = Resultado
results-several = Tiene varias partes: ábralo para verlas.
results-range = Valores habituales
results-range-between = de { $low } a { $high }
results-range-up-to = hasta { $high }
results-range-from = { $low } o más
results-taken = Muestra tomada
results-issued = Informado
results-where = Dónde se hizo
results-ordered = Dónde se pidió
results-patient = Paciente
results-test = Prueba
results-report = Parte de
results-conclusion = Qué dice el informe
results-note = Nota
results-corrected = Este resultado se corrigió después de informarlo por primera vez.
results-parts = Partes de este resultado
results-reading = Que un número quede un poco fuera de lo habitual es frecuente y muchas veces no significa nada. Su equipo médico sabe qué significa para usted.
results-reading-column = Qué significa
results-ask = Preguntar a su equipo médico
flag-other = Marca del laboratorio: { $code }
flag-normal = Como es habitual
flag-abnormal = Fuera de lo habitual
flag-critical = Muy fuera de lo habitual
flag-high = Por encima de lo habitual
flag-very-high = Muy por encima de lo habitual
flag-low = Por debajo de lo habitual
flag-very-low = Muy por debajo de lo habitual
flag-positive = Positivo
flag-negative = Negativo
flag-detected = Se encontró
flag-not-detected = No se encontró
flag-reactive = Reactivo
flag-weakly-reactive = Débilmente reactivo
flag-not-reactive = No reactivo
flag-unclear = Sin resultado claro
flag-resistant = La medicina no lo detiene
flag-intermediate = La medicina quizá lo detenga
flag-susceptible = La medicina lo detiene
flag-rising = Mucho más alto que antes
flag-falling = Mucho más bajo que antes
flag-better = Mejor que antes
flag-worse = Peor que antes
flag-above-scale = Más de lo que la prueba puede medir
flag-below-scale = Menos de lo que la prueba puede medir

## Lo que no se muestra a los representantes, con las mismas palabras haya algo o no

limits-title = A los representantes no se les muestra todo
limits-record = Lo que { $name } puede decidir sin su madre o padre, o lo que se guarda en privado para { $name }, no se muestra aquí a nadie más que a { $name }. Lo decimos siempre, se omita algo o no.
limits-vaccines = Lo que { $name } puede decidir sin su madre o padre, o lo que se guarda en privado para { $name }, no se muestra aquí a nadie más que a { $name }. En adolescentes pueden ser algunas vacunas. Lo decimos siempre, se omita algo o no.
limits-messages = Las conversaciones que { $name } guarda en privado no se muestran aquí a nadie más que a { $name }. Lo decimos siempre, las haya o no.
limits-conversation = Otras conversaciones que { $name } guarda en privado no se muestran a nadie más que a { $name }. Lo decimos siempre, las haya o no.
limits-teams = Los equipos médicos que atendieron a { $name } solo en consultas que se guardan en privado no se muestran aquí a nadie más que a { $name }. Lo decimos siempre, los haya o no.
limits-activity = Lo que se guarda en privado para { $name } no se muestra aquí, y en el caso de adolescentes y adultos usted ve solo sus propios pasos. Lo decimos siempre, se omita algo o no.
