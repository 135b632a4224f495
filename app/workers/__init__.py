"""Workers: processes that take analyses from the queue, and what keeps the work going when one of them dies."""
