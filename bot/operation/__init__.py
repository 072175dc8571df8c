"""What looks after a running bot: backups, health, alarms, tidying up."""
