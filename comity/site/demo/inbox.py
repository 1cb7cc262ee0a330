"""What lies in the intake this morning: new, in several languages, some of it urgent."""

from comity.site.demo.stage import Stage, Story


def waiting(stage: Stage) -> Story:
    """The newest day. Nobody has read most of it."""
    now = yield stage.ago(26)
    stage.sends(now, language="zh-hans", narrative="我们小区的华人老人在公园练太极时被人骂，还有人把音箱踢倒了。大家现在不敢去公园。希望有人能帮我们和公园管理处谈谈。",
                wants=("talk", "dialogue"), when="later", place="Chicago", zip="60616", setting="bias-incident",
                bases=("national-origin", "race"), incident_on=stage.on(3), name="陈先生", phone="312-555-0164",
                safe_when=("mornings",), consents={"statistics": True}, people_reached=30)  # fmt: skip
    stage.card("zh-hans", "In the park: received yesterday")
    now = yield stage.ago(22)
    stage.sends(now, language="en", narrative="Our township board meets about a new prayer room. Last time people shouted at each other. The clerk "
                "asks whether somebody can help to run the evening.", wants=("advice", "mediation"), when="later", asked_as="official",
                place="Osgood Township, Ohio", zip="45840", setting="community-dispute", bases=("religion",),
                organisation={"name": "Osgood Township", "kind": "government", "size": "9,000"}, name="The clerk",
                email="clerk@osgood-township.example", consents={"statistics": True})  # fmt: skip
    now = yield stage.ago(9)
    stage.sends(now, flow="report", language="es", narrative="Pintaron palabras contra los mexicanos en el muro de la iglesia y rompieron una ventana. "
                "Hoy hay misa y la gente tiene miedo de venir.", wants=("talk", "safe-event"), when="today", place="Cicero Park, Illinois",
                zip="60804", setting="hate-crime", bases=("national-origin", "religion"), violence=True, incident_on=stage.on(0),
                name="Padre Lucio", phone="708-555-0139", consents={"statistics": True, "share:police": True}, people_reached=500)  # fmt: skip
    now = yield stage.ago(6)
    stage.sends(now, flow="report", language="ar", narrative="وجدنا على باب المصلى ورقة فيها تهديد. لا نعرف هل نخبر الشرطة. الأطفال يأتون يوم السبت.",
                wants=("advice", "not-sure"), when="week", place="Dearborn Heights", zip="48127", setting="hate-crime",
                bases=("religion",), incident_on=stage.on(1), consents={"statistics": True, "specialist": True})  # fmt: skip
    now = yield stage.ago(4)
    stage.rings(now, taken_by="tomas", channel="walk-in", narrative="Father of two. The boys were called names at the ball field; the coach "
                "laughed. He wants somebody to talk to the league.", wants=("talk",), when="past", zip="60628",
                setting="bias-incident", bases=("race",), name="Mr. D.", phone="773-555-0188")  # fmt: skip
    now = yield stage.ago(2.5)
    stage.sends(now, language="fr", narrative="Je vous écris pour ma voisine, qui vient du Congo. Le propriétaire ne répare rien chez elle et rien que "
                "chez elle. Elle veut porter plainte.", wants=("not-sure",), when="later", asked_as="other", zip="53204",
                setting="community-dispute", bases=("national-origin",), legal_claim=True, name="Une voisine",
                email="voisine@milwaukee-row.example")  # fmt: skip
    now = yield stage.ago(1.2)
    stage.sends(now, language="tl", narrative="Gusto po naming humingi ng pagsasanay para sa aming mga tanod sa pista sa susunod na buwan.",
                wants=("training", "safe-event"), when="later", place="Daly City", zip="94014", setting="public-event",
                bases=("national-origin",), asked_as="organisation",
                organisation={"name": "Fiesta committee", "kind": "organiser", "size": "1,200"}, name="Aling Nena",
                phone="650-555-0175", consents={"specialist": True, "statistics": True})  # fmt: skip


def in_houston(stage: Stage) -> Story:
    """For Dallas, and for the field office that she wants to read along."""
    now = yield stage.ago(5)
    stage.sends(now, language="vi", narrative="Hội đồng hương của chúng tôi muốn mời cảnh sát đến nói chuyện về an toàn trước Tết. Xin giúp chúng tôi.",
                wants=("dialogue", "training"), when="later", place="Houston", zip="77072", setting="training-or-advice",
                bases=("national-origin",), asked_as="organisation",
                organisation={"name": "Hội đồng hương", "kind": "community-based", "size": "150"}, name="Bà Lan",
                phone="713-555-0186", safe_when=("afternoons",), consents={"specialist": True, "statistics": True})  # fmt: skip
    now = yield stage.ago(2)
    stage.rings(now, taken_by="rosalia", narrative="Principal in a town near the border: two groups of students do not share the lunch room any more.",
                wants=("dialogue",), when="week", zip="78577", setting="community-dispute", bases=("race",), asked_as="official",
                organisation={"name": "A high school", "kind": "school", "size": "900"}, name="The principal", phone="956-555-0141",
                under_18=True)  # fmt: skip


STORIES = (waiting, in_houston)
