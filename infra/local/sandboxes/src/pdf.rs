//! A one-page PDF, small and valid, so that whoever downloads an invoice gets a real document.

use std::fmt::Write;

use crate::books::{Invoice, NewDebtor};
use crate::json::{Json, Spelling};

/// An invoice or credit note from `seller` to `debtor`.
pub fn of_invoice(seller: &str, debtor: &NewDebtor, invoice: &Invoice) -> Vec<u8> {
    let title = if invoice.is_invoice() { "Faktura" } else { "Kreditnota" };
    let amount = Json::amount(invoice.gross(), Spelling::Decimal).text();
    let mut lines = vec![seller.to_owned(), format!("{title} {}", invoice.number), debtor.name.clone()];
    lines.extend(debtor.address().lines().map(str::to_owned));
    lines.push(format!("{}: {amount} {}", invoice.description, invoice.currency));
    lines.extend(invoice.due.map(|due| format!("Betales senest {due}")));
    page(&lines)
}

/// A page with one line of text for each of `lines`.
fn page(lines: &[String]) -> Vec<u8> {
    let mut drawing = String::from("BT /F1 12 Tf 72 770 Td 16 TL\n");
    for line in lines {
        let _ = writeln!(drawing, "({}) Tj T*", literal(line));
    }
    drawing.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(file, "{offset:010} 00000 n ");
    }
    let _ =
        write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// Text between the parentheses of a PDF string. Signs outside the font become a question mark.
fn literal(text: &str) -> String {
    let mut written = String::new();
    for sign in text.chars() {
        match sign {
            '(' | ')' | '\\' => written.extend(['\\', sign]),
            ' '..='~' => written.push(sign),
            '\u{a1}'..='\u{ff}' => {
                let _ = write!(written, "\\{:03o}", u32::from(sign));
            }
            _ => written.push('?'),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_is_where_the_table_says() {
        let file = String::from_utf8(page(&["Faktura (1042) på 5 øre".to_owned()])).unwrap();
        let start: usize = file
            .lines()
            .skip_while(|line| *line != "startxref")
            .nth(1)
            .and_then(|line| line.parse().ok())
            .unwrap();
        let entries: Vec<usize> = file[start..]
            .lines()
            .filter(|line| line.ends_with("n "))
            .map(|line| line[..10].parse().unwrap())
            .collect();
        assert_eq!(entries.len(), 5);
        for (index, offset) in entries.into_iter().enumerate() {
            assert!(file[offset..].starts_with(&format!("{} 0 obj", index + 1)));
        }
        assert!(file.contains(r"Faktura \(1042\) p\345 5 \370re"));
    }
}
