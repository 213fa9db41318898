"""Files and folders -> raw documents."""
