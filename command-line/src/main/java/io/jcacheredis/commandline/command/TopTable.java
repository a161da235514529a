package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.command.TopCommand.Loads.Load;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.redis.Survey;
import io.jcacheredis.commandline.terminal.Style;
import io.jcacheredis.commandline.terminal.Table;
import io.jcacheredis.commandline.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code top} shows: the servers, the commands that they get, and the caches. Used by one thread. */
final class TopTable {

    private static final int COMMANDS = 6;

    private final String address;
    private final Style style;
    private Map<String, Long> entries = new TreeMap<>();
    private Map<String, Long> earlier = new TreeMap<>();
    private boolean counted;
    private long lookedAt;

    TopTable(String address, Style style) {
        this.address = address;
        this.style = style;
    }

    /** How many entries the caches have, as the last walk that came to its end counted; empty before. */
    Map<String, Long> entries() {
        return entries;
    }

    /** Goes on with a walk, some steps, and begins another one when it is at its end. */
    Survey walk(Session session, Survey survey, int steps) {
        for (int i = 0; i < steps; i++) {
            if (!survey.step()) {
                earlier = counted ? entries : Map.of();
                entries = new TreeMap<>();
                survey.parts().forEach(part -> entries.put(part.cacheName(), part.entries()));
                counted = true;
                lookedAt = 0;
                return new Survey(session, session.catalog().all(), 0);
            }
        }
        lookedAt = survey.lookedAt();
        return survey;
    }

    /** Before there is something to show. */
    List<String> waiting() {
        return List.of(style.bold("jcache-redis top") + "  " + address, "", "measuring…");
    }

    /** All of it. */
    List<String> lines(Load load, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("jcache-redis top") + "  " + Text.cut(address, columns - 28) + style.faint("  q quits"));
        lines.add("");
        lines.add(Text.cut(server(load), columns));
        lines.add(Text.cut(rates(load), columns));
        lines.add("");
        Table commands = new Table("COMMAND", " PER SECOND");
        load.commands().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(COMMANDS)
                .forEach(command -> commands.add(command.getKey(), decimal(command.getValue())));
        lines.addAll(commands.lines(style, columns));
        lines.add("");
        lines.addAll(caches(columns));
        return lines;
    }

    private List<String> caches(int columns) {
        Table table = new Table("CACHE", " ENTRIES", " CHANGE");
        entries.forEach((name, count) -> {
            Long before = earlier.get(name);
            String change = before == null ? "" : before.equals(count) ? "0" : signed(count - before);
            table.add(name, Text.number(count), change);
        });
        if (!counted) {
            return List.of("CACHE", style.faint("counting, " + Text.number(lookedAt) + " keys looked at"));
        }
        return table.lines(style, columns);
    }

    private static String signed(long change) {
        return (change > 0 ? "+" : "") + Text.number(change);
    }

    private static String rates(Load load) {
        double reads = load.hits() + load.misses();
        String ratio = reads == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * load.hits() / reads);
        return "hits " + ratio + " (" + decimal(load.hits()) + "/s)   misses " + decimal(load.misses())
                + "/s   evicted " + decimal(load.evictions()) + "/s   expired " + decimal(load.expirations()) + "/s";
    }

    private static String server(Load load) {
        String memory = Text.size(load.memory())
                + (load.maxMemory() == 0
                        ? ", no limit"
                        : " of " + Text.size(load.maxMemory()) + " (" + Text.percent(load.memory(), load.maxMemory())
                                + ")");
        return decimal(load.operations()) + " ops/s   " + memory + "   " + Text.number(load.keys()) + " keys   "
                + Text.number(load.clients()) + " clients"
                + (load.servers() == 1 ? "" : "   " + load.servers() + " servers");
    }

    /** The same in a line, where it is not drawn. */
    String line(Load load) {
        StringBuilder line = new StringBuilder(server(load)).append("   ").append(rates(load));
        entries.forEach((name, count) ->
                line.append("   ").append(Text.harmless(name)).append(' ').append(Text.number(count)));
        return line.toString();
    }

    private static String decimal(double rate) {
        return rate >= 100 ? Text.number(Math.round(rate)) : String.format(Locale.ROOT, "%.1f", rate);
    }
}
