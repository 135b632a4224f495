"""Word documents (.docx, .docm, .dotx, .dotm) to blocks."""
