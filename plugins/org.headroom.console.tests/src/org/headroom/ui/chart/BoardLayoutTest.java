package org.headroom.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;

class BoardLayoutTest {
    @Property(tries = 2_000, seed = "20261123")
    void chartsStandInsideTheBoardAndNotOnEachOther(
            @ForAll @IntRange(min = 200, max = 3000) int width,
            @ForAll @IntRange(min = 100, max = 1600) int height,
            @ForAll @IntRange(min = 1, max = 64) int count,
            @ForAll boolean small) {
        BoardLayout layout = BoardLayout.of(width, height, count, small);
        for (int i = 0; i < count; i++) {
            Rectangle a = layout.cell(i, 0);
            assertThat(a.x).isGreaterThanOrEqualTo(0);
            assertThat(a.x + a.width).isLessThanOrEqualTo(width);
            assertThat(a.y + a.height - BoardLayout.TOP).isLessThanOrEqualTo(layout.contentHeight());
            for (int j = 0; j < i; j++)
                assertThat(a.intersects(layout.cell(j, 0))).isFalse();
        }
        Rectangle last = layout.cell(count - 1, layout.mostScroll());
        assertThat(last.y + last.height).isLessThanOrEqualTo(BoardLayout.TOP + layout.viewHeight());
    }

    @Property(tries = 500, seed = "20261123")
    void thePlacesOfAPlotGoFromZeroToOne(@ForAll @IntRange(min = 300, max = 2000) int width) {
        BoardLayout layout = BoardLayout.of(width, 400, 4, false);
        for (int column = 0; column < layout.columns(); column++) {
            int left = layout.columnLeft(column) + ChartScene.AXIS;
            int plot = ChartScene.plotWidth(layout.cellWidth());
            assertThat(layout.share(left)).isZero();
            assertThat(layout.share(left + plot)).isEqualTo(1);
            assertThat(layout.share(left - 1)).isNaN();
        }
    }

    @Test
    void eightGpusFitBesideEachOtherInTheRigsCorner() {
        BoardLayout layout = BoardLayout.of(514, 330, 8, true);
        assertThat(layout.columns()).isEqualTo(3);
        assertThat(layout.mostScroll()).isZero();
    }

    @Test
    void sixtyFourGpusFitOnAScreen() {
        assertThat(BoardLayout.of(1400, 800, 64, true).mostScroll()).isZero();
    }

    @Test
    void whatDoesNotFitScrolls() {
        BoardLayout narrow = BoardLayout.of(300, 300, 6, false);
        assertThat(narrow.columns()).isEqualTo(1);
        assertThat(narrow.mostScroll()).isPositive();
        assertThat(narrow.visible(5, 0)).isFalse();
        assertThat(narrow.visible(5, narrow.mostScroll())).isTrue();
        assertThat(narrow.at(100, BoardLayout.TOP + 10, narrow.mostScroll())).isPositive();
    }
}
