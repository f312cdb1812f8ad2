"""What residents send that is no tip: complaints, requests for information, reports of an offence, emergencies."""
