package org.headroom.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.table.TableRows;
import org.headroom.ui.table.TableState;
import org.headroom.ui.table.TableStrip;
import org.headroom.ui.table.TableText;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Column> COLUMNS = List.of(
            Column.left("GPU", 100, 1).as("gpu"),
            Column.left("State", 80, 1).as("state"),
            Column.right("W", 50, 1).as("power"),
            Column.right("Fan", 50, 1).as("fan").onDemand());

    private static Row row(int key, String name, String state, Cell power) {
        return Row.of(
                key,
                Cell.named(Integer.toString(key), name, false),
                Cell.state(Mark.RUNNING, state, Role.TEXT),
                power,
                Cell.NONE);
    }

    private static final List<Row> ROWS = List.of(
            row(0, "RTX 4090", "Leased", Cell.number("381", 381)),
            row(1, "RTX 4090", "Offered", Cell.number("21", 21)),
            row(2, "L40S", "Leased", Cell.NONE),
            row(3, "H100", "Offered", Cell.number("21", 21)));

    private static List<Object> keys(List<Row> rows) {
        return rows.stream().map(Row::key).toList();
    }

    @Test
    void rowsThatAreAlikeStayInTheirOrderBothWays() {
        assertThat(keys(TableRows.shown(ROWS, "", 2, false))).containsExactly(1, 3, 0, 2);
        assertThat(keys(TableRows.shown(ROWS, "", 2, true))).containsExactly(0, 1, 3, 2);
    }

    @Test
    void whatHasNoReadingStandsAtTheEndHoweverItIsSorted() {
        assertThat(keys(TableRows.shown(ROWS, "", 2, false)).getLast()).isEqualTo(2);
        assertThat(keys(TableRows.shown(ROWS, "", 2, true)).getLast()).isEqualTo(2);
    }

    @Test
    void aFilterWantsAllItsWordsInAnyOrderAndCase() {
        assertThat(keys(TableRows.shown(ROWS, "OFFERED rtx", -1, false))).containsExactly(1);
        assertThat(keys(TableRows.shown(ROWS, "  ", -1, false))).containsExactly(0, 1, 2, 3);
        assertThat(TableRows.shown(ROWS, "a100", -1, false)).isEmpty();
        assertThat(TableStrip.count(3, 64)).isEqualTo("3 of 64");
    }

    @Test
    void aRowIsFoundByItsNamesWhereItHasThem() {
        Row named = ROWS.get(2).foundBy("L40S\nGPU-5c6b4a2e");
        assertThat(named.fits(List.of("5c6b"))).isTrue();
        assertThat(named.fits(List.of("leased"))).isFalse();
    }

    @Test
    void typingGoesToTheNextRowThatBeginsSoAndRoundAgain() {
        assertThat(TableRows.beginning(ROWS, 1, "rtx")).hasValue(1);
        assertThat(TableRows.beginning(ROWS, 2, "RTX")).hasValue(0);
        assertThat(TableRows.beginning(ROWS, 0, "3 h")).hasValue(3);
        assertThat(TableRows.beginning(ROWS, 0, "zz")).isEmpty();
    }

    @Test
    void aHeaderSortsUpThenDownThenNotAtAll() {
        TableState state = TableState.of(COLUMNS).sorted("power");
        assertThat(state.descending()).isFalse();
        assertThat(state.sorted("power").descending()).isTrue();
        assertThat(state.sorted("power").sorted("power").sort()).isEmpty();
        assertThat(state.sorted("power").sorted("gpu"))
                .isEqualTo(TableState.of(COLUMNS).sorted("gpu"));
    }

    @Test
    void columnsAreShownHiddenAndMovedButNeverAllHidden() {
        TableState state = TableState.of(COLUMNS);
        assertThat(state.shown(COLUMNS)).containsExactly(0, 1, 2);
        assertThat(state.toggled("fan").moved("fan", Optional.of("gpu")).shown(COLUMNS))
                .containsExactly(3, 0, 1, 2);
        assertThat(state.moved("gpu", Optional.empty()).shown(COLUMNS)).containsExactly(1, 2, 0);
        TableState one = state.toggled("gpu").toggled("state");
        assertThat(one.toggled("power")).isEqualTo(one);
    }

    @Test
    void aWidthThatAPersonSetDoesNotGrow() {
        Column dressed = TableState.of(COLUMNS).widened("state", 140).dressed(COLUMNS.get(1));
        assertThat(dressed.width()).isEqualTo(140);
        assertThat(dressed.grow()).isZero();
        assertThat(TableState.of(COLUMNS)
                        .widened("state", 3)
                        .dressed(COLUMNS.get(1))
                        .width())
                .isGreaterThan(30);
    }

    @Test
    void whatAPersonChoseIsReadBackAsItWasWritten() {
        TableState chosen = TableState.of(COLUMNS)
                .toggled("fan")
                .toggled("state")
                .moved("fan", Optional.of("gpu"))
                .widened("power", 77)
                .sorted("power")
                .sorted("power");
        assertThat(TableState.read(chosen.written(), COLUMNS)).isEqualTo(chosen);
        assertThat(TableState.read("", COLUMNS)).isEqualTo(TableState.of(COLUMNS));
    }

    @Test
    void aNewerVersionsColumnsFindTheirPlaceInAnOlderChoice() {
        TableState read = TableState.read("up power;power;gone:40;gpu", COLUMNS);
        assertThat(read.places()).extracting(TableState.Place::id).containsExactly("power", "state", "gpu", "fan");
        assertThat(read.place("fan").orElseThrow().shown()).isFalse();
    }

    @Property
    void noLineOfSettingsBreaksATable(@ForAll String line) {
        assertThat(TableState.read(line, COLUMNS).shown(COLUMNS)).isNotEmpty();
    }

    @Test
    void rowsAreCopiedAsShownWithTheirTitles() {
        String text = TableText.tabs(COLUMNS, List.of(1, 0, 2), ROWS.subList(1, 3));
        assertThat(text).isEqualTo("State\tGPU\tW\nOffered\t1 RTX 4090\t21\nLeased\t2 L40S\t\n");
    }

    @Test
    void aCsvFieldIsQuotedAndNeverAFormula() {
        Row evil = row(7, "a\"b,c", "=1+1", Cell.number("-5", -5));
        String csv = TableText.csv(COLUMNS, List.of(0, 1, 2), List.of(evil));
        assertThat(csv.lines().toList()).containsExactly("GPU,State,W", "\"7 a\"\"b,c\",'=1+1,-5");
    }

    @Test
    void sortingHundredsOfRowsKeepsEveryOne() {
        List<Row> many = IntStream.range(0, 500)
                .mapToObj(i -> row(i, "GPU " + i % 7, "Leased", Cell.number("x", i * 7919 % 500)))
                .toList();
        assertThat(TableRows.shown(many, "", 2, true)).containsExactlyInAnyOrderElementsOf(many);
    }
}
