package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal;
import org.headroom.model.signing.TypedData;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What people read of the protocol names all that there is, and nothing else. */
class ProtocolTextTest {
    private static final List<String> VALIDITY = List.of("issuedAt", "expiresAt", "nonce");

    @Example
    void everyFieldIsExplainedWithItsType() throws IOException {
        String text = file("messages.md");
        Set<String> structs = new LinkedHashSet<>();
        for (Kind kind : Kind.values()) structs.addAll(Structs.of(kind).keySet());
        for (String struct : structs) {
            List<String> rows = new ArrayList<>();
            for (TypedData.Field field : Structs.fields(struct))
                if (!VALIDITY.contains(field.name())) rows.add(field.name() + " " + field.type());
            assertThat(rows(section(text, struct))).as(struct).isEqualTo(rows);
        }
    }

    private static String section(String text, String heading) {
        int start = text.indexOf("# " + heading + "\n");
        assertThat(start).as("section " + heading).isNotNegative();
        int end = text.indexOf("\n#", start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    /** The names and types of a table's rows. */
    private static List<String> rows(String section) {
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip().replace("`", "") + " "
                        + cells[2].strip().replace("`", ""))
                .toList();
    }

    @Example
    void everyReasonForARefusalStandsInTheText() throws IOException {
        String text = file("README.md");
        for (Refusal.Reason reason : Refusal.Reason.values()) assertThat(text).contains("`" + reason + "`");
    }

    @Example
    void everyLinkInTheTextLeadsSomewhere() throws IOException {
        for (String name : List.of("README.md", "messages.md", "leases.md", "payment.md", "secrets.md", "topics.md")) {
            var link = java.util.regex.Pattern.compile("\\]\\(([^)#:]+)[)#]").matcher(file(name));
            while (link.find())
                assertThat(Repository.file("docs/protocol/" + link.group(1)))
                        .as(name)
                        .exists();
        }
    }

    @Example
    void theChannelsOfTheAsyncApiDocumentAreTheTopics() throws IOException {
        Map<?, ?> document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(file("asyncapi.yaml"));
        Map<?, ?> channels = (Map<?, ?>) document.get("channels");
        for (MarketMessage message : Samples.fresh().all()) {
            Map<?, ?> channel = (Map<?, ?>) channels.get(Kind.of(message).word());
            String address = (String) channel.get("address");
            assertThat(Topics.of(message)).matches(address.replaceAll("\\{\\w+}", "[^/]+"));
            assertThat(((Map<?, ?>) channel.get("parameters")).size())
                    .isEqualTo(address.chars().filter(c -> c == '{').count());
        }
    }

    private static String file(String name) throws IOException {
        return Files.readString(Repository.file("docs/protocol/" + name));
    }
}
