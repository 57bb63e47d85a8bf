"""Each contract registers a stand-in and checks everything that must know it."""

from tests.ui.conftest import fake_services, shell

__all__ = ["fake_services", "shell"]
