"""Everything that can go wrong for a caller: one error class, one registry of stable types (RFC 9457).

The `code` of a type appears in the API as `/problems/<code>` and must not change. Details name files, fields and
limits; never text of a document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.problems import WORDING, DocumentProblem, ProblemCode, Wording


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem: its stable code, HTTP status and wording."""

    code: str
    status: int
    wording: Wording

    @property
    def uri(self) -> str:
        """Relative URI reference that identifies the type; it resolves to a page that explains it."""
        return f"/problems/{self.code}"


_DOCUMENT_STATUS = {
    ProblemCode.NOT_A_DOCUMENT: 415,
    ProblemCode.LEGACY_WORD: 415,
    ProblemCode.ICHITARO: 415,
    ProblemCode.SPREADSHEET: 415,
    ProblemCode.PRESENTATION: 415,
    ProblemCode.IMAGE: 415,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.TOO_COMPLEX: 413,
    ProblemCode.OUT_OF_MEMORY: 413,
    ProblemCode.CANCELLED: 409,
    ProblemCode.READER_UNAVAILABLE: 503,
}
"""Statuses of what is wrong with a file; 422 for the rest: the format is right, this file is not usable."""

BAD_REQUEST = ProblemType("bad_request", 400, Wording(
    "要求の形式が正しくありません。", "API仕様（/api/v1/openapi.json）のとおりに送ってください。",
    "The request is malformed.", "Send it as the API description (/api/v1/openapi.json) says."))
CROSS_SITE = ProblemType("cross_site", 403, Wording(
    "他のサイトからの操作は受け付けません。", "このサービスの画面から操作してください。",
    "Requests made by pages of other sites are refused.", "Use this service's own pages, or call the API directly."))
NOT_FOUND = ProblemType("not_found", 404, Wording(
    "指定されたURLはありません。", "URLを確かめてください。",
    "There is nothing at this URL.", "Check the URL."))
ANALYSIS_NOT_FOUND = ProblemType("analysis_not_found", 404, Wording(
    "指定された点検結果はありません。", "保存期間が過ぎたか、削除されています。もう一度点検してください。",
    "There is no such analysis.", "It was deleted or its retention has ended: submit the files again."))
METHOD_NOT_ALLOWED = ProblemType("method_not_allowed", 405, Wording(
    "このURLでは使えないHTTPメソッドです。", "Allowヘッダに示すメソッドを使ってください。",
    "The HTTP method is not allowed here.", "Use a method named in the Allow header."))
NOT_ACCEPTABLE = ProblemType("not_acceptable", 406, Wording(
    "指定された形式では出力できません。", "formatにはjson、html、xlsx、docx、csv、mdのいずれかを指定してください。",
    "The report has no such format.", "Ask for one of json, html, xlsx, docx, csv, md."))
NOT_FINISHED = ProblemType("analysis_not_finished", 409, Wording(
    "点検はまだ終わっていません。", "しばらく待ってから、もう一度取得してください。",
    "The analysis has not finished.", "Wait a moment and ask again."))
ANALYSIS_FAILED = ProblemType("analysis_failed", 409, Wording(
    "点検できなかったため、結果はありません。", "problemsに示すファイルを直し、もう一度点検してください。",
    "The analysis failed, so there is no report.", "Mend the files named in problems and submit again."))
ANALYSIS_CANCELLED = ProblemType("analysis_cancelled", 409, Wording(
    "点検は取り消されたため、結果はありません。", "必要なら、もう一度点検してください。",
    "The analysis was cancelled, so there is no report.", "Submit the files again if it is needed."))
ANALYSIS_FINISHED = ProblemType("analysis_finished", 409, Wording(
    "点検は既に終わっているため、取り消せません。", "結果が不要なら、削除してください。",
    "The analysis has finished and cannot be cancelled.", "Delete it if its report is not needed."))
REQUEST_TOO_LARGE = ProblemType("request_too_large", 413, Wording(
    "送信された全体の大きさが上限を超えています。", "ファイルを減らすか、画像の解像度を下げてください。",
    "The request is larger than the limit.", "Send fewer files or lower the resolution of their images."))
INVALID_REQUEST = ProblemType("invalid_request", 422, Wording(
    "入力に誤りがあります。", "errorsに示す項目を直してください。",
    "Some input is missing or wrong.", "Correct the fields named in errors."))
NO_FILES = ProblemType("no_files", 422, Wording(
    "ファイルが選ばれていません。", "PDF又はWord文書（.docx）を1つ以上選んでください。",
    "No file was sent.", "Send at least one PDF or Word document (.docx)."))
TOO_MANY_FILES = ProblemType("too_many_files", 422, Wording(
    "ファイルの数が上限を超えています。", "点検に必要な文書だけにしてください。",
    "There are more files than the limit.", "Send only the documents to be checked."))
KINDS_MISMATCH = ProblemType("kinds_mismatch", 422, Wording(
    "文書の種類の数がファイルの数と合いません。",
    "種類は、指定しないか、1つ（全ファイルに共通）か、ファイルと同じ数にしてください。",
    "The number of kinds does not fit the number of files.", "Give no kind, one for all files, or one for each file."))
NOT_ONE_WORD_FILE = ProblemType("not_one_word_file", 422, Wording(
    "コメントを付けられるWord文書が1つに定まりません。",
    "Word文書（.docx）を1つだけ含めて点検してください。PDFには、docx又はxlsxの形式を使えます。",
    "There is not exactly one Word document to comment on.",
    "Check exactly one Word document (.docx); for PDFs use the formats docx or xlsx."))
UNKNOWN_KIND = ProblemType("unknown_kind", 422, Wording(
    "文書の種類の指定が正しくありません。", "auto又はチェックリストの版にある種類を指定してください。",
    "There is no such kind of document.", "Use auto or a kind of the checklist edition."))
UNKNOWN_EDITION = ProblemType("unknown_edition", 404, Wording(
    "指定されたチェックリストの版はありません。", "/api/v1/checklistsにある版を指定してください。",
    "There is no such checklist edition.", "Use one that /api/v1/checklists lists."))
IDEMPOTENCY_KEY_REUSED = ProblemType("idempotency_key_reused", 422, Wording(
    "Idempotency-Keyが、内容の異なる要求に既に使われています。", "新しいキーを付けて送ってください。",
    "The Idempotency-Key was used for a request with other content.", "Send this request with a new key."))
GIVEN_UP = ProblemType("given_up", 500, Wording(
    "点検の処理が繰り返し途中で止まったため、打ち切りました。",
    "文書を分けるか、元のアプリケーションで保存し直して、もう一度点検してください。続く場合は管理者に連絡してください。",
    "The analysis brought its worker down repeatedly and was given up.",
    "Split the document or save it again, then submit it again; if it persists, tell the administrator."))
SHEET_NOT_WORKBOOK = ProblemType("sheet_not_workbook", 415, Wording(
    "チェックシートがExcelブック（.xlsx、.xlsm）ではありません。", "Excelで開き、.xlsx形式で保存し直してください。",
    "The check sheet is no Excel workbook (.xlsx, .xlsm).", "Open it in Excel and save it as .xlsx."))
SHEET_WITHOUT_ITEMS = ProblemType("sheet_without_items", 422, Wording(
    "チェックシートに、点検した項目の行が見つかりません。",
    "項目の番号又は項目名がある、表示されたシートを含むファイルを選んでください。",
    "No row of the check sheet is one of the items checked.",
    "Send a workbook whose visible sheets have the items' marks or titles."))
SHEET_WITHOUT_COLUMNS = ProblemType("sheet_without_columns", 422, Wording(
    "チェックシートに、回答の列（判定、該当箇所、備考など）が見つかりません。",
    "回答の列を、列の文字（例：D）で指定してください。",
    "No answer column of the check sheet was found by its head.", "Name the answer columns by their letters, such as D."))
SHEET_BAD_COLUMN = ProblemType("sheet_bad_column", 422, Wording(
    "回答の列の指定が正しくありません。", "A～XFDの列を、重ならないように指定してください。",
    "An answer column is not given properly.", "Give different columns from A to XFD."))
NOT_ANNOTATABLE = ProblemType("not_annotatable", 422, Wording(
    "このファイルには注釈を付けられません。",
    "注釈が許可されたPDFを選ぶか、作成者に制限の解除を依頼してください。レポートはほかの形式でも出力できます。",
    "The file cannot be annotated.",
    "Choose a PDF that permits annotations or ask its author to lift the restriction; other formats show the same."))
INTERNAL = ProblemType("internal", 500, Wording(
    "内部エラーが発生しました。", "もう一度試し、続く場合は管理者に連絡してください。",
    "An internal error occurred.", "Try again; if it persists, tell the administrator."))
NOT_READY = ProblemType("not_ready", 503, Wording(
    "点検を受け付ける準備ができていません。", "チェックリストの版、データベース及びファイルの保存先の設定を確かめてください。",
    "The service is not ready for analyses.",
    "Check its settings: the default checklist edition, the database or the blob store cannot be used."))
UNAVAILABLE = ProblemType("unavailable", 503, Wording(
    "データベース又はファイルの保存先を使えません。",
    "しばらく待ってから、もう一度試してください。続く場合は管理者に連絡してください。",
    "The database or the blob store cannot be used.",
    "Wait a moment and try again; if it persists, tell the administrator."))
WORKER_DOWN = ProblemType("worker_down", 503, Wording(
    "点検を処理するプロセスが止まっています。", "サービスのログを確かめ、再起動してください。",
    "The worker process is down.", "Look into the service's log and restart it."))
BUSY = ProblemType("busy", 503, Wording(
    "混み合っているため、受け付けられません。", "しばらく待ってから、もう一度送ってください。",
    "The service is busy.", "Wait a moment and send it again."))

DOCUMENT_TYPES: Mapping[ProblemCode, ProblemType] = {
    code: ProblemType(code.value, _DOCUMENT_STATUS.get(code, 422), wording) for code, wording in WORDING.items()
}
PROBLEM_TYPES: Mapping[str, ProblemType] = {
    kind.code: kind
    for kind in (
        BAD_REQUEST, CROSS_SITE, NOT_FOUND, ANALYSIS_NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, NOT_FINISHED,
        ANALYSIS_FAILED, ANALYSIS_CANCELLED, ANALYSIS_FINISHED, REQUEST_TOO_LARGE, INVALID_REQUEST, NO_FILES,
        TOO_MANY_FILES, KINDS_MISMATCH, NOT_ONE_WORD_FILE, UNKNOWN_KIND, UNKNOWN_EDITION, IDEMPOTENCY_KEY_REUSED, GIVEN_UP,
        SHEET_NOT_WORKBOOK, SHEET_WITHOUT_ITEMS, SHEET_WITHOUT_COLUMNS, SHEET_BAD_COLUMN, NOT_ANNOTATABLE, INTERNAL,
        NOT_READY, UNAVAILABLE, WORKER_DOWN, BUSY, *DOCUMENT_TYPES.values(),
    )
}  # fmt: skip
"""Every type by its code."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of a request that is missing or wrong; never its value."""

    field: str
    message: str


class ServiceProblem(Exception):  # noqa: N818 - "problem" is the term of RFC 9457
    """A problem to be told to the caller.

    Attributes:
        kind: the type of problem.
        detail_ja: facts of this case in Japanese; empty if the type says all.
        detail_en: the same in English.
        file: name of the file it is about, if it is about one.
        problems: problems of the parts (of each file of an analysis).
        errors: fields that are wrong.
        headers: HTTP headers that go with it.
    """

    def __init__(
        self,
        kind: ProblemType,
        detail_ja: str = "",
        detail_en: str = "",
        *,
        file: str | None = None,
        problems: Sequence[ServiceProblem] = (),
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.detail_ja, self.detail_en = kind, detail_ja, detail_en
        self.file, self.problems, self.errors = file, tuple(problems), tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(f"{kind.code}: {kind.wording.title_en} {detail_en}".rstrip())


def document_problem(name: str, error: DocumentProblem) -> ServiceProblem:
    """The problem to tell about file `name` that could not be read."""
    facts = f" ({error.detail})" if error.detail else ""
    return ServiceProblem(
        DOCUMENT_TYPES[error.code],
        f"「{name}」：{error.wording.title_ja}",
        f"{name}: {error.wording.title_en}{facts}",
        file=name,
    )
