"""The office: one row, made at the first start."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Office(Base):
    __tablename__ = "office"
    __table_args__ = (CheckConstraint("row = 1", name="single"),)

    row: Mapped[int] = mapped_column(primary_key=True, default=1)
    id: Mapped[str]
    name: Mapped[str]
    join_code: Mapped[str]
    users_rev: Mapped[int] = mapped_column(default=0)
    port: Mapped[int | None]
    created_at: Mapped[int]
