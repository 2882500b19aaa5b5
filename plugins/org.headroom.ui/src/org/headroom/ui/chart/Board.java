package org.headroom.ui.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;

/**
 * What a board of charts shows.
 *
 * @param small whether the charts may be many and small
 * @param stamp changes when pictures are out of date for a reason that the other fields do not tell
 * @param words what the line on top says while nobody points at anything
 * @param held whether the line offers the way back to now
 * @param simulated whether all of it is a stand-in's
 */
public record Board(
        List<ChartCell> cells,
        boolean small,
        TimeView view,
        Instant now,
        ZoneId zone,
        Object stamp,
        Source source,
        String words,
        Role role,
        boolean held,
        boolean simulated) {
    public Board {
        words = VisibleText.line(words);
        cells = List.copyOf(cells);
    }

    /** What a picture is made of: asked on the painting thread, so it may take its time. */
    @FunctionalInterface
    public interface Source {
        Content of(ChartCell cell, Slots slots);
    }

    /** Curves and the bands behind them. */
    public record Content(List<ChartScene.Curve> curves, List<ChartBand> bands) {}
}
