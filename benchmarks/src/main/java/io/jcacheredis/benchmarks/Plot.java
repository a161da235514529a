package io.jcacheredis.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Two lines over logarithmic axes, as SVG: ours and that of plain Jedis. */
record Plot(String title, String across, List<Point> ours, List<Point> theirs) {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int BOTTOM = 50;
    private static final int TOP = 40;
    private static final int RIGHT = 20;

    record Point(double x, double y) {}

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, svg());
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
        add(svg, "<text x='%d' y='20' font-size='14'>%s</text>", LEFT, title);
        for (double y = lowest(); y <= highest() * 1.01; y *= 10) {
            add(svg, "<path d='M%d %.1fH%d' stroke='#ddd'/>", LEFT, down(y), WIDTH - RIGHT);
            add(svg, "<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 6, down(y) + 4, number(y));
        }
        for (Point point : ours) {
            add(
                    svg,
                    "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
                    right(point.x()),
                    HEIGHT - BOTTOM + 18,
                    number(point.x()));
        }
        add(svg, "<text x='%d' y='%d' text-anchor='middle'>%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across);
        line(svg, ours, "#c0392b", "jcache-redis", 0);
        line(svg, theirs, "#2c3e50", "plain Jedis", 1);
        return svg.append("</svg>\n").toString();
    }

    private void line(StringBuilder svg, List<Point> points, String color, String name, int number) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", right(point.x()), down(point.y())));
            add(svg, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", right(point.x()), down(point.y()), color);
        }
        add(
                svg,
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
                path.toString().trim(),
                color);
        add(
                svg,
                "<text x='%d' y='20' fill='%s' text-anchor='end'>%s</text>",
                WIDTH - RIGHT - number * 110,
                color,
                name);
    }

    private static void add(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private double right(double x) {
        double first = Math.log(ours.get(0).x());
        double last = Math.log(ours.get(ours.size() - 1).x());
        return LEFT + 20 + (Math.log(x) - first) / (last - first) * (WIDTH - LEFT - RIGHT - 40);
    }

    private double down(double y) {
        double share = Math.log(y / lowest()) / Math.log(highest() / lowest());
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    private double lowest() {
        double least = all().mapToDouble(Point::y).min().orElse(1);
        return Math.pow(10, Math.floor(Math.log10(least)));
    }

    private double highest() {
        double most = all().mapToDouble(Point::y).max().orElse(10);
        return Math.pow(10, Math.ceil(Math.log10(most)));
    }

    private Stream<Point> all() {
        return Stream.concat(ours.stream(), theirs.stream());
    }

    private static String number(double value) {
        return value >= 1_000_000
                ? String.format(Locale.ROOT, "%.0fM", value / 1_000_000)
                : value >= 1_000
                        ? String.format(Locale.ROOT, "%.0fk", value / 1_000)
                        : String.format(Locale.ROOT, "%.0f", value);
    }
}
