"""Short questions of which the language is known: German full of English jargon, and English."""

GERMAN = """
Cloud Backup Restore?
opcua port?
Was kostet Remote Support?
Patch Management Tool?
Ransomware Incident Response Plan
MES oder ERP?
Update for free?
OEE Dashboard Software
ChatGPT Enterprise Account
Data Act Deadline?
Cyber Resilience Act wann
CRM Lead Management
Was ist ein Digital Twin?
Password Manager ja oder nein
Multi Factor Authentication einrichten
EDI Webportal Setup
Predictive Maintenance Use Case
Open Source ERP?
Low Code Plattform
Shopfloor Board digital
Barcode Scanner Handheld
RFID Tag on metal?
Retrofit Kit alte Drehbank
Energy Monitoring Hardware
Compliance Check Lieferkette
Onboarding Checklist
Software as a Service Vertrag
Cloud Exit
Service Level Agreement
Change Management Workshop
Design Thinking Workshop Agenda
Best Practice Beispiele
Proof of Concept KI
Machine Learning Kamera
Phishing Mail geklickt
USB Stick gefunden
Firewall Update
Remote Access VPN Router
Windows End of Life
Legacy System
Data Lake oder Excel
Key User Training
Go Live ERP
Make or Buy?
Total Cost of Ownership
Return on Investment berechnen
Human in the Loop
Track and Trace Charge
Just in time Lager
Plug and Play Sensor?
Edge AI Box
MQTT Broker?
Digital Product Passport Pflicht
Fit for 55?
To do Liste Notfall
Start up Förderung
Know how sichern
Feedback Meeting
Team Leader Schulung
NIS2 Self Assessment
""".strip().splitlines()

ENGLISH = """
When do we have to accept electronic invoices?
What does a sensor for an old lathe cost?
How do I start with a backup strategy?
Do we need a works council agreement?
Which funding is available in NRW?
Who is responsible for data protection?
What is the deadline for the Cyber Resilience Act?
Can we use ChatGPT for customer offers?
Is a PDF invoice still allowed?
How long must we keep invoices?
Where should we start?
What should I do after a ransomware attack?
Are we affected by NIS2?
Does the AI Act apply to small companies?
How much does an ERP system cost?
Why do we need multi-factor authentication?
What message types do we need for EDI?
Should we move our server to the cloud?
Explain OEE please
Tell me about predictive maintenance
How to secure remote maintenance?
Backup rules for small firms
Give me a checklist for onboarding new employees
Old machines without network connection, what can we do?
My laptop shows a strange message, help
Who pays for the works council's expert?
Any grants for new machines?
Is it legal to film workers?
Best way to clean up master data?
Can employees refuse the time clock?
What's a digital twin?
Steps for introducing a CRM
Our ERP vendor went bankrupt, what now?
How many pictures does the camera need?
Must our website be accessible?
Difference between MES and ERP?
Do machines need a new CE mark after retrofit?
We got hacked
Does it pay off?
Which guides fit our company?
""".strip().splitlines()
