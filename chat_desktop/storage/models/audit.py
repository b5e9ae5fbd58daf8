"""Defines the audit log: changes of people and of join methods, which the owner can read."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Audit(Base):
    """One entry. `actor_id` is None for the host itself. `detail` is a JSON object and never holds a secret."""

    __tablename__ = "audit"

    n: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    act: Mapped[str]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    subject_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    detail: Mapped[str] = mapped_column(default="{}")
