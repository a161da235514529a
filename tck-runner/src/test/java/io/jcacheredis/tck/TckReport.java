package io.jcacheredis.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What one run of the TCK left in its reports directory.
 *
 * @param testCases every reported test as {@code class#method}; a test that fails in its body and again in its
 *     {@code @After} is reported, and listed, twice
 * @param failed those that failed, broke or were skipped
 * @param leftOut the tests that the TCK announced in its log and did not run; JUnit reports them as passed
 * @param servers the descriptions of the Redis that the tests ran against
 * @param modes the values of {@code jcache.redis.commands} that the tests saw
 * @param summary what failsafe itself counted at the end of the run, so that a run that broke off can't pass for a whole one
 */
record TckReport(
        List<String> testCases,
        SortedSet<String> failed,
        SortedSet<String> leftOut,
        SortedSet<String> servers,
        SortedSet<String> modes,
        Summary summary) {

    record Summary(int completed, int errors, int failures, int skipped, boolean timedOut) {}

    private static final Pattern LEFT_OUT = Pattern.compile("===== EXCLUDING TEST '([^']+)'\\s+'([^']+)'");

    private static final Pattern SERVER = Pattern.compile(Pattern.quote(RedisForTheRun.ANNOUNCEMENT) + "(.+)");

    static TckReport read(Path directory) throws IOException {
        List<String> testCases = new ArrayList<>();
        SortedSet<String> failed = new TreeSet<>();
        SortedSet<String> leftOut = new TreeSet<>();
        SortedSet<String> servers = new TreeSet<>();
        SortedSet<String> modes = new TreeSet<>();
        for (Path report : files(directory, "TEST-", ".xml")) {
            Element suite = parse(report);
            for (Element test : elements(suite, "testcase")) {
                String name = test.getAttribute("classname") + "#" + test.getAttribute("name");
                testCases.add(name);
                if (Stream.of("failure", "error", "skipped")
                        .anyMatch(tag -> !elements(test, tag).isEmpty())) {
                    failed.add(name);
                }
            }
            elements(suite, "property").stream()
                    .filter(property -> property.getAttribute("name").equals("jcache.redis.commands"))
                    .forEach(property -> modes.add(property.getAttribute("value")));
        }
        for (Path output : files(directory, "", "-output.txt")) {
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            LEFT_OUT.matcher(text).results().forEach(line -> leftOut.add(line.group(1) + "#" + line.group(2)));
            SERVER.matcher(text).results().forEach(line -> servers.add(line.group(1)));
        }
        return new TckReport(testCases, failed, leftOut, servers, modes, summary(directory));
    }

    private static Summary summary(Path directory) throws IOException {
        Element summary = parse(directory.resolve("failsafe-summary.xml"));
        return new Summary(
                number(summary, "completed"),
                number(summary, "errors"),
                number(summary, "failures"),
                number(summary, "skipped"),
                Boolean.parseBoolean(summary.getAttribute("timeout")));
    }

    private static int number(Element summary, String tag) {
        return Integer.parseInt(elements(summary, tag).get(0).getTextContent().strip());
    }

    private static List<Path> files(Path directory, String prefix, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static Element parse(Path xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(xml + " can't be read", e);
        }
    }

    private static List<Element> elements(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
