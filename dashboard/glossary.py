"""The glossary: medical words and what they mean."""


def messages() -> list[str]:
    """Everything in the glossary that is shown, in its order."""
    return []
