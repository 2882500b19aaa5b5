package org.headroom.cli.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.headroom.agent.control.ControlClient;
import org.headroom.cli.home.DataFolders;
import org.headroom.model.VisibleText;
import picocli.CommandLine.Option;

/** Which rig a command is for, and how it says what it has to say. */
class RigOptions {
    /** What a terminal must not see raw is escaped in JSON, too. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The rig's folder (default: $XDG_DATA_HOME/headroom/rig, by default ~/.local/share/headroom/rig).")
    Optional<Path> home = Optional.empty();

    Path directory() {
        return home.orElseGet(() -> DataFolders.standard("rig"));
    }

    /** Asks the rig, and says on standard error what happens meanwhile. */
    JsonNode ask(ObjectNode request) throws IOException, InterruptedException {
        try (ControlClient client = new ControlClient(directory())) {
            return client.ask(request, words -> say(words));
        }
    }

    static void say(String words) {
        System.err.println(VisibleText.line(words));
    }

    static void print(JsonNode json) {
        try {
            System.out.println(JSON.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
        System.out.flush();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The answer of a request that was not carried out. */
    static int refused(JsonNode answer, boolean json) {
        say(answer.path("message").asText());
        if (json) print(answer);
        return 1;
    }

    /** What kept the rig from being asked. */
    static int failed(IOException e, boolean json) {
        say(String.valueOf(e.getMessage()));
        if (json) print(object().put("ok", false).put("code", "not-reached").put("message", e.getMessage()));
        return 1;
    }

    /** Asks on standard error; only {@code y} or {@code yes} is a yes. */
    static boolean confirmed(String question) throws IOException {
        PrintStream to = System.err;
        to.print(question + " [y/N] ");
        to.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = in.readLine();
        if (answer == null) {
            to.println();
            return false;
        }
        String said = answer.strip().toLowerCase(Locale.ROOT);
        return said.equals("y") || said.equals("yes");
    }
}
