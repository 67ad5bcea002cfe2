"""PDF: drawn without a screen, its visible text becomes headings, paragraphs, items and rows."""

from ingest.readers.pdf.document import pdf_properties, read_pdf

__all__ = ["pdf_properties", "read_pdf"]
