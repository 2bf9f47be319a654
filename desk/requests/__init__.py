"""A request (開示等の請求) from the form to its answer: the record, its statuses, its papers, its board."""
