"""What the city invites residents to: prevention, meetings, office hours at a place."""
