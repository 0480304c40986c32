//! Tables of chapters with the markup of govuk-frontend. A wide table scrolls in a box of its own, which the keyboard can
//! reach.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// The table that is being read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// How its columns are set.
    alignments: Vec<Alignment>,
    /// Whether its head is being read.
    in_head: bool,
    /// The column of the next cell.
    column: usize,
}

impl Tables {
    /// What stands in place of an event, if it belongs to the table itself and not to what a cell says.
    pub(super) fn html(&mut self, event: &Event<'_>) -> Option<String> {
        let html = match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                "<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">\n<table class=\"govuk-table\">\n"
            }
            Event::End(TagEnd::Table) => "</tbody>\n</table>\n</div>\n",
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.column) = (true, 0);
                "<thead class=\"govuk-table__head\">\n<tr class=\"govuk-table__row\">\n"
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr>\n</thead>\n<tbody class=\"govuk-table__body\">\n"
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr class=\"govuk-table__row\">\n"
            }
            Event::End(TagEnd::TableRow) => "</tr>\n",
            Event::Start(Tag::TableCell) => return Some(self.cell()),
            Event::End(TagEnd::TableCell) if self.in_head => "</th>\n",
            Event::End(TagEnd::TableCell) => "</td>\n",
            _ => return None,
        };
        Some(html.to_owned())
    }

    /// The start of a cell. A column that is set to the right holds figures.
    fn cell(&mut self) -> String {
        let (tag, kind) = if self.in_head { ("th scope=\"col\"", "header") } else { ("td", "cell") };
        let is_numeric = self.alignments.get(self.column) == Some(&Alignment::Right);
        self.column += 1;
        let numeric = if is_numeric { format!(" govuk-table__{kind}--numeric") } else { String::new() };
        format!("<{tag} class=\"govuk-table__{kind}{numeric}\">")
    }
}
