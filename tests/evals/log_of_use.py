"""A log of use, made up: four topics that the corpus does not hold, and anything else."""

PLANTED = {
    "Zoll": """
        Welche Zolltarifnummer nehme ich für gedrehte Messingteile?
        Brauche ich eine Ausfuhranmeldung wenn ich nach der Schweiz liefere
        wie geht das mit dem Zoll bei Lieferung nach Norwegen
        Lieferantenerklärung für Kunden ausstellen, wo steht wie das geht?
        Muss ich für 800 Euro Warenwert beim Zoll was anmelden
        Kunde in England will Ursprungszeugnis, woher krieg ich das
        Carnet ATA für die Messe in Zürich beantragen
        Unsere Ware hängt beim Zoll in der Türkei fest, welche Papiere fehlen
        EORI Nummer beantragen wie lange dauert das
        Was kostet der Zoll auf Drehteile aus China
        Präferenznachweis und Warenursprung, wer prüft das beim Export
        Ausfuhrbegleitdokument verloren, was sagt der Zoll dazu
    """,
    "Schweißen": """
        Welches Schweißzertifikat brauchen wir für tragende Stahlteile EN 1090
        Schweißerprüfung läuft ab, wer darf die verlängern?
        Schweißaufsicht fehlt seit der Rente vom Kollegen, dürfen wir noch schweißen
        müssen MAG Schweißer alle zwei Jahre zur Prüfung
        Was ist der Unterschied zwischen Schweißanweisung und Schweißplan
        WPS für Aluminium schweißen woher
        Schweißnaht beim Kunden gerissen, wie prüft man die Naht
        Schweißrauch Absaugung, welcher Grenzwert gilt
        Zertifikat EN 15085 für Schweißen von Bahnteilen
        Darf ein Helfer ohne Schweißerpass heften
        Sichtprüfung von Schweißnähten wer darf das
        WIG oder MAG schweißen bei dünnem Edelstahl
    """,
    "Lohn": """
        Wie rechne ich einen Minijobber in der Lohnabrechnung ab
        Lohnabrechnung selber machen oder zum Steuerbüro geben
        Kurzarbeitergeld in der Lohnabrechnung falsch, wie korrigiere ich das
        Wann muss die Lohnsteueranmeldung raus?
        Firmenwagen ein Prozent in der Abrechnung eintragen
        Krankengeld nach sechs Wochen, wer zahlt den Lohn weiter
        Mindestlohn für Aushilfen und Minijob Grenze
        Urlaubsgeld und Weihnachtsgeld bei Teilzeit in der Lohnabrechnung
        Lohnpfändung beim Mitarbeiter, was darf ich einbehalten
        Sozialversicherung anmelden bei neuem Werkstudent Lohn
        Nachtzuschlag steuerfrei abrechnen wieviel Prozent vom Lohn
        Elektronische Lohnsteuerbescheinigung verschicken bis wann
    """,
    "Solar": """
        Lohnt sich Photovoltaik auf dem Hallendach
        Welche Anmeldung braucht eine Solaranlage mit 90 kWp
        Solarstrom selber verbrauchen oder einspeisen, was bringt mehr
        Statik vom Hallendach für Solarmodule prüfen lassen
        Was kostet ein Batteriespeicher zur Photovoltaik in der Halle
        Einspeisevergütung für Solar auf Gewerbedach aktuell
        PV Anlage pachten oder kaufen
        Asbestdach und Photovoltaik geht das
        Wechselrichter von der Solaranlage summt, normal?
        Muss ich die Photovoltaik beim Netzbetreiber anmelden
        Solarpflicht bei neuer Halle in NRW
        Dach voll mit Solarmodulen, zahlt die Versicherung bei Hagel
    """,
}
NOISE = """
    Wie hoch ist der Eiffelturm
    Kannst du mir ein Gedicht für die Weihnachtsfeier schreiben
    Wer hat gestern Bundesliga gewonnen
    Rezept für Gulasch für 30 Personen
    Wie heißt die Hauptstadt von Australien
    Mein Hund frisst nicht mehr
    Was läuft heute Abend im Fernsehen
    Kegelbahn in Bottrop reservieren
    Übersetze mir guten Morgen auf Japanisch
    Warum ist der Himmel blau
"""


def lines(text: str) -> list[str]:
    """The questions of a block, one a line."""
    return [line.strip() for line in text.strip().splitlines()]
