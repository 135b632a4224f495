# Its presence puts this folder on the import path, so that the tests in its sub-folders find `app_fakes`.
