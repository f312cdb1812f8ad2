"""What an operator asks of accounts, duties and keys that can not be."""


class AccountRefused(Exception):
    """It can not be made or changed; the text says why, in words. Nothing was changed."""
