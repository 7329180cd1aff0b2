"""What can go wrong in an action, said in Chinese to the person and in a status to the machine. Pure."""

from collections.abc import Mapping, Sequence

from sanshu.core.marks import gettext_noop as _

FieldErrors = Mapping[str, Sequence[str]]


class DomainError(Exception):
    """An action was refused; nothing was saved. `detail` names place and remedy in Chinese."""

    status = 400
    type = "domain-error"
    title = _("请求没有完成")

    def __init__(self, detail: str, *, errors: FieldErrors | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors: dict[str, list[str]] = {key: list(texts) for key, texts in (errors or {}).items()}


class Invalid(DomainError):
    """The input is wrong; `errors` maps each field (or `rows.3.amount`) to what to mend."""

    status = 400
    type = "invalid"
    title = _("填写的内容需要修改")


class NotAllowed(DomainError):
    """The person holds no posting that may do this here today."""

    status = 403
    type = "not-allowed"
    title = _("没有权限")


class Absent(DomainError):
    """Absent or secret: the caller can't tell which (same answer, same time)."""

    status = 404
    type = "absent"
    title = _("没有找到")


class WrongState(DomainError):
    """The step is not in the lifecycle's table for the state the thing is in now."""

    status = 409
    type = "wrong-state"
    title = _("当前状态不能这样办理")


class Conflict(DomainError):
    """Another thing already stands under the same key."""

    status = 409
    type = "conflict"
    title = _("已经存在")


class Stale(DomainError):
    """The form was opened before somebody else changed the thing."""

    status = 409
    type = "stale"
    title = _("内容已被他人修改")


class SameKeyOtherBody(DomainError):
    """An idempotency key was used again with other content."""

    status = 422
    type = "same-key-other-body"
    title = _("同一提交编号的内容不一致")


class TooMany(DomainError):
    """A rate limit; `detail` says when to try again."""

    status = 429
    type = "too-many"
    title = _("操作太频繁")


class Busy(DomainError):
    """Something that takes long is being done for others; the same question is answered a little later."""

    status = 503
    type = "busy"
    title = _("现在正忙")
