"""A mail to one person."""

from jobwise.domain.base import Model


class Mail(Model):
    """Plain text for one address."""

    to: str
    subject: str
    text: str
