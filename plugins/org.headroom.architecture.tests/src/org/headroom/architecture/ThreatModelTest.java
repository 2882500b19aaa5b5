package org.headroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of the threat model against the tests that it names. */
class ThreatModelTest {
    private static final String PATH = "plugins/org.headroom.x.tests/src/org/headroom/x/";
    private static final Map<String, String> SOURCES = Map.of(
            PATH + "DoorTest.java",
            "class DoorTest { @Test void strangerIsKeptOut() {} /* void soIsTheOwner() {} */ }",
            PATH + "DoorAttackTest.java",
            "class DoorAttackTest { @Test void ramIsHeld() {} }");

    @Test
    void everyTestThatThePageNamesExistsAndEveryAttackIsOnThePage() {
        Repository repository = Repository.around();
        String page = repository.text(ThreatModelRules.PAGE);
        assertThat(page.lines().filter(line -> line.contains("#"))).hasSizeGreaterThan(60);
        assertThat(ThreatModelRules.brokenBy(page, repository.texts(path -> path.endsWith(".java"))))
                .isEmpty();
    }

    @Test
    void rejectsATestThatDoesNotExist() {
        String page = "`DoorAttackTest#ramIsHeld`, `DoorTest#soIsTheOwner`, `WallTest#strangerIsKeptOut`";
        assertThat(ThreatModelRules.brokenBy(page, SOURCES))
                .containsExactly(
                        "docs/threat-model.md names DoorTest#soIsTheOwner, which is no test method",
                        "docs/threat-model.md names WallTest#strangerIsKeptOut, which is no test method");
    }

    @Test
    void rejectsALineThatShowsNothingAndAnAttackThatIsNotOnThePage() {
        String page = """
            | S | a key | held | `DoorTest#strangerIsKeptOut` |
            | T | a saw | **not defended** | – |
            | E | a window | held | – |
            """;
        assertThat(ThreatModelRules.brokenBy(page, SOURCES))
                .containsExactly(
                        "docs/threat-model.md shows no test and does not say \"not defended\": | E | a window | held |"
                                + " – |",
                        "docs/threat-model.md does not name DoorAttackTest: say there what it shows");
    }
}
