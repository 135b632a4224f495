"""Leases: a name that one holder has until a moment, and no longer unless it renews it.

All times are the database's own, so that the clocks of several hosts need not agree.
"""

from __future__ import annotations

from sqlalchemy import Double, Float, String, cast, delete, func, insert, literal_column, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.storage.base import Base
from app.storage.database import serialize


class LeaseRow(Base):
    """One lease."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    expires: Mapped[float] = mapped_column(Double)
    """Seconds since the epoch."""


class Leases:
    """Leases, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self, name: str, holder: str, seconds: float) -> bool:
        """Take or renew a lease for `seconds` from now; False if another holds it."""
        serialize(self._session, f"lease {name}")
        now = self._now()
        held = self._session.execute(select(LeaseRow.holder, LeaseRow.expires).where(LeaseRow.name == name)).one_or_none()
        if held is None:
            self._session.execute(insert(LeaseRow).values(name=name, holder=holder, expires=now + seconds))
            return True
        if held.holder != holder and held.expires > now:
            return False
        self._session.execute(
            update(LeaseRow).where(LeaseRow.name == name).values(holder=holder, expires=now + seconds)
        )
        return True

    def release(self, name: str, holder: str) -> None:
        """Give a lease back, if it is still one's own."""
        self._session.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.holder == holder))

    def holders(self, prefix: str) -> frozenset[str]:
        """Holders of the leases whose names begin with `prefix` and that have not expired."""
        found = select(LeaseRow.holder).where(
            LeaseRow.name.startswith(prefix, autoescape=True), LeaseRow.expires > self._now()
        )
        return frozenset(self._session.scalars(found))

    def drop_expired(self, prefix: str, seconds: float) -> None:
        """Forget the leases whose names begin with `prefix` and that expired more than `seconds` ago."""
        self._session.execute(
            delete(LeaseRow).where(
                LeaseRow.name.startswith(prefix, autoescape=True), LeaseRow.expires < self._now() - seconds
            )
        )

    def _now(self) -> float:
        if self._session.get_bind().dialect.name == "postgresql":
            return float(self._session.scalar(select(cast(func.extract("epoch", func.clock_timestamp()), Float))) or 0)
        days = self._session.scalar(select(func.julianday(literal_column("'now'"))))
        return (float(days or 0) - 2_440_587.5) * 86_400
