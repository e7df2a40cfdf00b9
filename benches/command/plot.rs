//! A plot as SVG: lines on logarithmic axes, each with its name at its end.
//!
//! Words and axes have the colour of the text around them, and a grey that can be read on light and on
//! dark where there is none; there is no ground.

use std::io;
use std::path::Path;

use longhand_bench::figures::Figure;
use longhand_bench::summary::everyone;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A plot, and the name of its file.
pub struct Plot {
    pub name: String,
    /// What it shows, and where its figures are from.
    pub said: String,
    pub panels: Vec<Panel>,
}

/// One pair of axes.
pub struct Panel {
    pub across: String,
    pub upwards: String,
    pub lines: Vec<Line>,
    /// Places on the axis across that have a name.
    pub marks: Vec<(f64, String)>,
}

/// One line.
pub struct Line {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// A line for everyone that the figures are of.
pub fn lines<'a>(figures: impl Iterator<Item = &'a Figure>) -> Vec<Line> {
    let figures: Vec<Figure> = figures.cloned().collect();
    let line = |who: &str| Line {
        name: who.to_owned(),
        points: figures
            .iter()
            .filter(|figure| figure.who == who)
            .filter(|figure| figure.figure > 0.0) // nought has no place on such an axis
            .filter_map(|figure| Some((figure.at? as f64, figure.figure)))
            .collect(),
    };
    everyone(&figures).into_iter().map(line).collect()
}

const WIDTH: u32 = 820;
const HEIGHT: u32 = 380;

/// The room at the right, for the names of the lines.
const NAMES: u32 = 235;

/// The most places on an axis that have their number.
const TICKS: usize = 12;

/// How much further than its lines an axis goes.
const AIR: f64 = 1.2;

/// The least distance between two names.
const APART: i32 = 15;

/// Stands for the colour of the text, which plotters has no name for.
const INK: RGBColor = RGBColor(1, 2, 3);
const INK_AS_SVG: &str = "#010203";

/// Of words where the text has no colour: as far from white as from black.
const GREY: &str = "#808080";

impl Plot {
    /// Writes it into the folder.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        std::fs::write(folder.join(&self.name), self.svg()?)
    }

    /// The whole file.
    pub fn svg(&self) -> io::Result<String> {
        let mut svg = String::new();
        let height = HEIGHT * self.panels.len() as u32;
        let drawn = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        for (panel, area) in self
            .panels
            .iter()
            .zip(drawn.split_evenly((self.panels.len(), 1)))
        {
            panel.draw(&drawn, &area).map_err(io::Error::other)?;
        }
        drop(drawn);
        let opened = format!("<svg class=\"plot\" color=\"{GREY}\" role=\"img\" ");
        let svg = svg
            .replacen("<svg ", &opened, 1)
            .replace(INK_AS_SVG, "currentColor");
        let desc = format!(">\n<desc>{}</desc>", self.said);
        Ok(svg.replacen('>', &desc, 1))
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<io::Error>>;

impl Panel {
    fn draw(&self, whole: &Area<'_>, area: &Area<'_>) -> Drawn {
        let words = ("sans-serif", 15).into_font().color(&INK);
        let before = words.clone().pos(Pos::new(HPos::Right, VPos::Center));
        let beside = words.clone().pos(Pos::new(HPos::Left, VPos::Center));
        let across = self.range(|point| point.0);
        let marks = self.marks.iter().map(|(at, _)| *at);
        let near = marks.filter(|at| *at <= across.1 * AIR);
        let across = (across.0, near.fold(across.1, f64::max));
        let (least, most) = self.range(|point| point.1);
        let (across, upwards) = ((across.0 / AIR, across.1), (least / AIR, most * AIR));
        let ticks = [self.ticks(across), round_numbers(upwards)];
        let [across_axis, upwards_axis] =
            [across, upwards].map(|(least, most)| (least..most).log_scale());
        let [across_ticks, upwards_ticks] = ticks;
        let mut chart = ChartBuilder::on(area)
            .margin(10)
            .margin_right(NAMES)
            .x_label_area_size(42)
            .y_label_area_size(66)
            .build_cartesian_2d(
                across_axis.with_key_points(across_ticks),
                upwards_axis.with_key_points(upwards_ticks),
            )?;
        chart
            .configure_mesh()
            .axis_style(INK)
            .bold_line_style(INK.mix(0.15))
            .light_line_style(TRANSPARENT)
            .label_style(words.clone())
            .axis_desc_style(words)
            .x_desc(&self.across)
            .y_desc(&self.upwards)
            .x_label_formatter(&|x| short(*x))
            .y_label_formatter(&|y| short(*y))
            .draw()?;
        for (at, name) in &self.marks {
            if (across.0..=across.1).contains(at) {
                let line = [(*at, upwards.0), (*at, upwards.1)];
                chart.draw_series([PathElement::new(line, INK.mix(0.5))])?;
                let (x, y) = chart.backend_coord(&(*at, upwards.1));
                whole.draw_text(name, &before, (x - 5, y + 9))?;
            }
        }
        for line in &self.lines {
            let style = line.style();
            chart.draw_series([PathElement::new(line.points.clone(), style)])?;
            let dots = line.points.iter();
            chart.draw_series(dots.map(|point| Circle::new(*point, 3, style.filled())))?;
        }
        let ends = self.lines.iter().filter_map(|line| {
            let (x, y) = chart.backend_coord(line.points.last()?);
            Some((x, y, line))
        });
        let [top, bottom] = [upwards.1, upwards.0].map(|at| chart.backend_coord(&(across.0, at)).1);
        for (x, y, line) in apart(ends.collect(), top, bottom - APART / 2) {
            whole.draw_text(&line.name, &beside.color(&line.style().color), (x + 9, y))?;
        }
        Ok(())
    }

    /// From the least to the most.
    fn range(&self, of: impl Fn(&(f64, f64)) -> f64) -> (f64, f64) {
        let values = self
            .lines
            .iter()
            .flat_map(|line| line.points.iter().map(&of));
        values.fold((f64::MAX, f64::MIN), |(least, most), value| {
            (value.min(least), value.max(most))
        })
    }

    /// Where something was measured, if there is room for it.
    fn ticks(&self, range: (f64, f64)) -> Vec<f64> {
        let points = self.lines.iter().flat_map(|line| &line.points);
        let mut ticks: Vec<f64> = points.map(|point| point.0).collect();
        ticks.sort_by(f64::total_cmp);
        ticks.dedup();
        if ticks.len() > TICKS {
            return round_numbers(range);
        }
        ticks
    }
}

impl Line {
    /// An author has one colour in all plots; longhand's line is the thickest.
    fn style(&self) -> ShapeStyle {
        let author = self.name.split([' ', ',', ':']).next().unwrap_or_default();
        let known = AUTHORS.iter().find(|(name, _)| *name == author);
        let color = known.map_or(RGBColor(128, 128, 128), |(_, color)| *color);
        color.stroke_width(if author == "longhand" { 4 } else { 2 })
    }
}

/// Colours that stand out from white and from black.
const AUTHORS: [(&str, RGBColor); 15] = [
    ("longhand", RGBColor(232, 89, 12)),
    ("shorthand", RGBColor(34, 139, 230)),
    ("tokio", RGBColor(47, 158, 68)),
    ("futures-util", RGBColor(174, 62, 201)),
    ("futures", RGBColor(174, 62, 201)),
    ("futures-buffered", RGBColor(214, 51, 108)),
    ("futures-concurrency", RGBColor(160, 125, 0)),
    ("futures-lite", RGBColor(112, 128, 144)),
    ("futures-channel", RGBColor(174, 62, 201)),
    ("embassy-futures", RGBColor(12, 133, 153)),
    ("async-channel", RGBColor(12, 133, 153)),
    ("crossfire", RGBColor(214, 51, 108)),
    ("kanal", RGBColor(160, 125, 0)),
    ("async-executor", RGBColor(150, 110, 80)),
    ("smol", RGBColor(150, 110, 80)),
];

/// Names that do not lie upon each other, from the highest downwards, between two heights.
fn apart(mut ends: Vec<(i32, i32, &Line)>, top: i32, bottom: i32) -> Vec<(i32, i32, &Line)> {
    ends.sort_by_key(|(_, y, _)| *y);
    let mut free = top;
    for (_, y, _) in &mut ends {
        *y = free.max(*y);
        free = *y + APART;
    }
    let mut free = bottom;
    for (_, y, _) in ends.iter_mut().rev() {
        *y = free.min(*y);
        free = *y - APART;
    }
    ends
}

/// Powers of ten; where there are few of them, two and five of each as well.
fn round_numbers((least, most): (f64, f64)) -> Vec<f64> {
    let powers = (-3..13).map(|power| 10f64.powi(power));
    let inside = |number: &f64| (least..=most).contains(number);
    let few = powers.clone().filter(inside).count() < 3;
    let numbers = powers.flat_map(|power| [power, 2.0 * power, 5.0 * power]);
    let shown = numbers
        .enumerate()
        .filter(|(number, _)| few || number % 3 == 0);
    shown.map(|(_, number)| number).filter(inside).collect()
}

/// `4096` as `4,096`, and `1000000` as `1 M`.
fn short(number: f64) -> String {
    match number {
        1e6.. => format!("{} M", number / 1e6),
        1e3.. => format!("{},{:03}", number as u64 / 1000, number as u64 % 1000),
        _ => format!("{number}"),
    }
}
