package org.headroom.market.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.YamlNode.Entry;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the first document of a YAML file. Builds the tree without recursion, counts what aliases would multiply, and
 * refuses keys that stand twice: of two values, nobody can say which was meant.
 */
public final class YamlReader {
    /** Nesting beyond this is an attack, not a job. */
    public static final int DEEPEST = 64;
    /** Values with aliases counted in full, and long texts as several: a text may be repeated by aliases too. */
    public static final int MOST_VALUES = 50_000;
    /** Where YAML itself ends a key that is not marked as one. */
    private static final int LONGEST_KEY = 1024;
    /** Each is mended by reading the file again. */
    private static final int MOST_TABS = 64;

    private final JobFileWarnings warnings;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int values;

    private YamlReader(JobFileWarnings warnings) {
        this.warnings = warnings;
    }

    /**
     * The first document; a second one is warned of. A tab that stands where YAML wants a space, but does not indent, is
     * taken for one: people do not see the difference, and other readers do not mind.
     */
    public static YamlNode read(String text, JobFileWarnings warnings) throws UnusableJobFile {
        // In one piece: the library loses its way where a character beyond the first 65,536 stands on the edge of two.
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(text.length() + 2)
                .build();
        StringBuilder mended = new StringBuilder(text);
        for (int tabs = 0; ; tabs++) {
            try {
                return new YamlReader(warnings)
                        .document(new Parse(settings)
                                .parseString(mended.toString())
                                .iterator());
            } catch (MarkedYamlEngineException e) {
                int tab = tabs < MOST_TABS ? harmlessTab(mended, e) : -1;
                if (tab < 0) throw broken(e);
                mended.setCharAt(tab, ' ');
                warnings.add(lineOf(e), "a tab is taken for a space");
            } catch (ReaderException e) {
                throw unreadable(text, e);
            } catch (YamlEngineException e) {
                throw new UnusableJobFile(1, 1, "this is not YAML: " + firstLine(e.getMessage()));
            } catch (RuntimeException e) {
                // A fault of the library must not be one of ours: the file is refused like any other that cannot be
                // read.
                throw new UnusableJobFile(
                        1,
                        1,
                        "this is not YAML that can be read (" + e.getClass().getSimpleName() + ")");
            }
        }
    }

    /** Where the tab stands that the parser stumbled over; -1 when it was no tab, or one that indents. */
    private static int harmlessTab(StringBuilder text, MarkedYamlEngineException e) {
        Mark mark = e.getProblemMark().orElse(null);
        if (mark == null) return -1;
        int at = 0;
        for (int line = 0; line < mark.getLine(); line++) {
            at = text.indexOf("\n", at) + 1;
            if (at == 0) return -1;
        }
        int start = at;
        // Columns count characters, of which Java holds some in two.
        for (int column = 0; column < mark.getColumn() && at < text.length(); column++)
            at += Character.charCount(Character.codePointAt(text, at));
        if (at >= text.length() || text.charAt(at) != '\t') return -1;
        if (!text.substring(start, at).isBlank()) return at;
        int end = text.indexOf("\n", at);
        String rest = text.substring(at, end < 0 ? text.length() : end).strip();
        return rest.isEmpty() || rest.startsWith("#") ? at : -1;
    }

    private YamlNode document(Iterator<Event> events) throws UnusableJobFile {
        @Nullable YamlNode root = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case Scalar -> root = placed(scalar((ScalarEvent) event), root);
                case Alias -> root = placed(aliased((AliasEvent) event), root);
                case SequenceStart, MappingStart -> begin((CollectionStartEvent) event);
                case SequenceEnd, MappingEnd -> root = placed(close(), root);
                case DocumentEnd -> {
                    if (root == null) throw new UnusableJobFile(1, 1, "the file holds nothing");
                    warnOfMore(events);
                    return root;
                }
                default -> {}
            }
        }
        throw new UnusableJobFile(1, 1, "the file holds nothing");
    }

    private void warnOfMore(Iterator<Event> events) {
        try {
            if (events.hasNext() && events.next() instanceof DocumentStartEvent next)
                warnings.add(line(next), "a second YAML document begins here; only the first is read");
        } catch (YamlEngineException e) {
            // What comes after the first document is not read, so what is wrong with it does not matter.
            int line = e instanceof MarkedYamlEngineException m ? lineOf(m) : 1;
            warnings.add(line, "what follows the first YAML document is not YAML; only the first is read");
        }
    }

    private YamlNode scalar(ScalarEvent event) throws UnusableJobFile {
        boolean plain = event.isPlain() && event.getTag().isEmpty();
        YamlText text = new YamlText(line(event), column(event), event.getValue(), plain);
        count(text.weight(), event);
        if (text.text().codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
            throw new UnusableJobFile(text.line(), text.column(), "expected a text, found one with half a character");
        event.getAnchor().ifPresent(a -> anchors.put(a.getValue(), text));
        return text;
    }

    private YamlNode aliased(AliasEvent event) throws UnusableJobFile {
        String name = event.getAlias().getValue();
        YamlNode target = anchors.get(name);
        if (target == null)
            throw new UnusableJobFile(
                    line(event),
                    column(event),
                    "*" + name + ": expected the name of an anchor that is complete before this line");
        count(target.weight(), event);
        return target;
    }

    private void begin(CollectionStartEvent event) throws UnusableJobFile {
        count(1, event);
        if (open.size() >= DEEPEST)
            throw new UnusableJobFile(
                    line(event), column(event), "nested deeper than " + DEEPEST + " levels: no job file needs that");
        boolean map = event.getEventId() == Event.ID.MappingStart;
        open.push(new Open(map, line(event), column(event), event.getAnchor()));
    }

    private YamlNode close() throws UnusableJobFile {
        Open closed = open.pop();
        YamlNode node = closed.node();
        closed.anchor.ifPresent(a -> anchors.put(a.getValue(), node));
        return node;
    }

    /** Puts a finished value where it belongs, and returns the root as it is known so far. */
    private @Nullable YamlNode placed(YamlNode node, @Nullable YamlNode root) throws UnusableJobFile {
        Open parent = open.peek();
        if (parent == null) return node;
        parent.take(node);
        return root;
    }

    private void count(int weight, Event at) throws UnusableJobFile {
        values += weight;
        if (values > MOST_VALUES)
            throw new UnusableJobFile(
                    line(at),
                    column(at),
                    "more than " + MOST_VALUES + " values, aliases counted in full and long texts as several: too much"
                            + " for a job file");
    }

    private static int line(Event event) {
        return event.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    }

    private static int column(Event event) {
        return event.getStartMark().map(m -> m.getColumn() + 1).orElse(1);
    }

    private static int lineOf(MarkedYamlEngineException e) {
        return e.getProblemMark()
                .or(e::getContextMark)
                .map(m -> m.getLine() + 1)
                .orElse(1);
    }

    private static UnusableJobFile broken(MarkedYamlEngineException e) {
        int column = e.getProblemMark()
                .or(e::getContextMark)
                .map(m -> m.getColumn() + 1)
                .orElse(1);
        String problem = firstLine(e.getProblem());
        if (problem.contains("TAB") || problem.contains("\\t"))
            return new UnusableJobFile(
                    lineOf(e), column, "this is not YAML: a tab stands where only spaces may indent");
        String context = e.getContext() == null ? "" : " (" + firstLine(e.getContext()) + ")";
        return new UnusableJobFile(lineOf(e), column, "this is not YAML: " + problem + context);
    }

    private static UnusableJobFile unreadable(String text, ReaderException e) {
        int line = 1;
        int column = 1;
        int end = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i++) {
            column = text.charAt(i) == '\n' ? 1 : column + 1;
            if (text.charAt(i) == '\n') line++;
        }
        return new UnusableJobFile(
                line,
                column,
                String.format("this is not YAML: the character U+%04X may not stand in a text", e.getCodePoint()));
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** A list or mapping whose end has not been seen. */
    private static final class Open {
        private final boolean map;
        private final int line;
        private final int column;
        private final Optional<Anchor> anchor;
        private final List<YamlNode> items = new ArrayList<>();
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private final List<YamlMap> merged = new ArrayList<>();
        private @Nullable YamlText key;
        private int weight = 1;

        Open(boolean map, int line, int column, Optional<Anchor> anchor) {
            this.map = map;
            this.line = line;
            this.column = column;
            this.anchor = anchor;
        }

        void take(YamlNode node) throws UnusableJobFile {
            weight += node.weight();
            YamlText name = key;
            if (!map) {
                items.add(node);
            } else if (name == null) {
                if (!(node instanceof YamlText text))
                    throw new UnusableJobFile(node.line(), node.column(), "expected a key, found " + node.kind());
                if (text.text().length() > LONGEST_KEY)
                    throw new UnusableJobFile(
                            text.line(), text.column(), "expected a key of at most " + LONGEST_KEY + " characters");
                key = text;
            } else {
                key = null;
                put(name, node);
            }
        }

        private void put(YamlText name, YamlNode value) throws UnusableJobFile {
            if (name.plain() && name.text().equals("<<")) {
                merge(value);
                return;
            }
            Entry before = entries.putIfAbsent(name.text(), new Entry(name, value));
            if (before != null)
                throw new UnusableJobFile(
                        name.line(),
                        name.column(),
                        "the key " + name.kind() + " stands twice: first in line " + before.line());
        }

        private void merge(YamlNode value) throws UnusableJobFile {
            List<YamlNode> sources = value instanceof YamlList list ? list.items() : List.of(value);
            for (YamlNode source : sources) {
                if (!(source instanceof YamlMap map))
                    throw new UnusableJobFile(
                            source.line(), source.column(), "<<: expected a mapping to merge, found " + source.kind());
                merged.add(map);
            }
        }

        YamlNode node() {
            if (!map) return new YamlList(line, column, weight, items);
            for (YamlMap source : merged) source.entries().forEach(entries::putIfAbsent);
            return new YamlMap(line, column, weight, entries);
        }
    }
}
