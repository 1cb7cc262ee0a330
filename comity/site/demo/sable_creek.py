"""Sable Creek: somebody reports in Spanish and leaves no name; they and we talk by receipt; no case comes of it."""

from comity.intake import actions as intake
from comity.intake import front
from comity.notices import actions as notices
from comity.site.demo.stage import Stage, Story
from comity.trust import doors


def report(stage: Stage) -> Story:
    """Advice on what the law covers and who else helps, given through messages."""
    now = yield stage.at(11, "21:40")
    sent = stage.sends(
        now,
        flow="report",
        language="es",
        narrative="En el taller donde trabajo, dos compañeros y yo recibimos notas en los casilleros que dicen que nos vayamos del país. "
        "El encargado se ríe. No quiero dar mi nombre porque tengo miedo de perder el trabajo.",
        wants=("advice", "counted"),
        when="past",
        place="Sable Creek, Texas",
        zip="78361",
        bases=("national-origin",),
        perceived=True,
        incident_on=stage.on(13),
        consents={"statistics": True},
    )
    stage.card("es", "Sable Creek: an anonymous report and its answers")
    rosalia = stage.viewer("rosalia")
    now = yield stage.at(10, "09:15")
    stage.look("rosalia", sent.reference, now)
    matter = doors.open_matter(rosalia, sent.reference, because="message", now=now)
    notices.answer(
        matter,
        body="Gracias por escribirnos. No necesitamos su nombre. ¿Guardó alguna de las notas? No se ponga en peligro por "
        "conseguirlas. ¿Sabe si les ha pasado a otras personas?",
        language="es",
        viewer=rosalia,
        now=now,
    )
    now = yield stage.at(9, "20:30")
    front.messages(sent.viewer, now=now)
    front.write_message(sent.viewer, "Guardé una. A otra persona de mi turno también le dejaron una. ¿Ustedes van a llamar a mi jefe?",
                        language="es", now=now)  # fmt: skip
    now = yield stage.at(8, "08:50")
    matter = doors.open_matter(rosalia, sent.reference, because="message", now=now)
    notices.mark_read(notices.messages(matter, viewer=rosalia), direction="in", now=now)
    notices.answer(
        matter,
        body="No. No llamamos a nadie sin su permiso. Le escribimos aquí qué oficinas pueden ayudarle con un problema en el trabajo, "
        "y qué puede hacer usted si vuelve a pasar. Puede volver cuando quiera con sus 16 números.",
        language="es",
        viewer=rosalia,
        now=now,
    )
    now = yield stage.at(7, "10:10")
    intake.advise(
        stage.look("rosalia", sent.reference, now),
        topic="Notes in lockers at work; what the law covers, who else helps; how to keep what was found",
        topic_kind="law",
        recipient_kind="person",
        minutes=45,
        materials="List of offices that help with trouble at work, in Spanish",
        next_step="They write again if it happens again",
        people_reached=3,
        viewer=rosalia,
        now=now,
    )
    now = yield stage.at(2, "22:05")
    front.messages(sent.viewer, now=now)
    front.write_message(
        sent.viewer, "Muchas gracias. Llamé a una de las oficinas. Esta semana no hubo notas.", language="es", now=now
    )
