"""The language of declarations: pure Python, no Django, no boto3."""
