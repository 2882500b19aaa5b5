package org.headroom.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.ui.cell.Role;

/**
 * A whole board as one picture to keep or to send: all its charts, those too that were scrolled away, with a heading that says
 * of which GPU and which time it is. Any thread but the UI's, because it asks for the curves.
 */
public final class BoardSheet {
    private static final int HEAD = 52;
    private static final int FOOT = 14;
    private static final int ZOOM = 200;
    private static final int ROW = 150;
    private static final int SMALL_ROW = 120;
    private static final int WIDTH = 980;

    private final Board board;
    private final String title;
    private final boolean dark;
    private final String font;

    /** @param font family of all that is written */
    public BoardSheet(Board board, String title, boolean dark, String font) {
        this.board = board;
        this.title = title;
        this.dark = dark;
        this.font = font;
    }

    /** For the clipboard. */
    public ImageData data() {
        return ChartPicture.data(draw());
    }

    /** Twice as fine as it is on the screen. */
    public BufferedImage draw() {
        int count = board.cells().size();
        int columns = board.small() ? Math.clamp(count, 1, 4) : count > 4 ? 2 : 1;
        int rows = (count + columns - 1) / columns;
        int rowHeight = board.small() ? SMALL_ROW : ROW;
        int view = rows * rowHeight;
        int height = HEAD + view + BoardLayout.AXIS + FOOT;
        int cellWidth = (WIDTH - 2 * BoardLayout.MARGIN - (columns - 1) * BoardLayout.MARGIN) / columns;
        BoardLayout layout =
                new BoardLayout(WIDTH, BoardLayout.TOP + view + BoardLayout.AXIS, count, columns, cellWidth, rowHeight);
        int scale = ZOOM / 100;
        BufferedImage image = new BufferedImage(WIDTH * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.scale(scale, scale);
            g.setColor(color(Role.CONTENT));
            g.fillRect(0, 0, WIDTH, height);
            head(g);
            g.translate(0, HEAD - BoardLayout.TOP);
            for (int i = 0; i < count; i++) cell(g, layout, i);
            axes(g, layout);
        } finally {
            g.dispose();
        }
        return image;
    }

    private void head(Graphics2D g) {
        g.setFont(new Font(font, Font.BOLD, 18));
        g.setColor(color(Role.TEXT));
        g.drawString(title, BoardLayout.MARGIN, 24);
        int x = BoardLayout.MARGIN + g.getFontMetrics().stringWidth(title) + 12;
        if (board.simulated()) tag(g, x, 10);
        g.setFont(new Font(font, Font.PLAIN, 12));
        g.setColor(color(Role.SECONDARY));
        Instant from = board.view().from(board.now());
        Instant to = board.view().to(board.now());
        String time = TimeWords.dated(from, board.zone()) + " – " + TimeWords.dated(to, board.zone()) + " "
                + board.zone().getId();
        g.drawString(time, BoardLayout.MARGIN, 42);
    }

    private int tag(Graphics2D g, int x, int y) {
        g.setFont(new Font(font, Font.BOLD, 11));
        int width = g.getFontMetrics().stringWidth("SIMULATED") + 8;
        g.setColor(color(Role.SIMULATED));
        g.setStroke(new BasicStroke(1));
        g.draw(new RoundRectangle2D.Double(x + 0.5, y + 0.5, width, 16, 4, 4));
        g.drawString("SIMULATED", x + 4.5f, y + 12.5f);
        return x + width;
    }

    private void cell(Graphics2D g, BoardLayout layout, int index) {
        ChartCell cell = board.cells().get(index);
        Rectangle r = layout.cell(index, 0);
        g.setFont(new Font(font, Font.BOLD, 13));
        g.setColor(color(Role.TEXT));
        int base = r.y + 17;
        g.drawString(cell.title(), r.x, base);
        int x = r.x + g.getFontMetrics().stringWidth(cell.title()) + 8;
        if (cell.simulated()) x = tag(g, x, r.y + 4) + 8;
        g.setFont(new Font(font, Font.PLAIN, 12));
        g.setColor(color(Role.SECONDARY));
        g.drawString(cell.unit(), x, base);
        Rectangle area = BoardLayout.picture(r);
        if (cell.note().isPresent()) {
            g.drawString(cell.note().get(), area.x + ChartScene.AXIS, area.y + area.height / 2);
            return;
        }
        legend(g, cell, r, base);
        Slots slots = Slots.of(board.view(), board.now(), ChartScene.plotWidth(area.width));
        Board.Content content = board.source().of(cell, slots);
        AffineTransform before = g.getTransform();
        g.translate(area.x, area.y);
        ChartPicture.paint(
                g,
                new ChartScene(
                        content.curves(),
                        content.bands(),
                        slots,
                        cell.scale(),
                        area.width,
                        area.height,
                        ZOOM,
                        dark,
                        font,
                        true,
                        cell.stale()));
        g.setTransform(before);
    }

    /** At the right: the names of the curves in their colours; the newest value of a picture that reaches to now. */
    private void legend(Graphics2D g, ChartCell cell, Rectangle r, int base) {
        int x = r.x + r.width - ChartScene.MARGIN;
        for (int i = cell.lines().size() - 1; i >= 0; i--) {
            ChartCell.Line line = cell.lines().get(i);
            String figure = board.view().live() ? line.figure(line.newest().orElse(Double.NaN)) : "";
            String words = (line.label() + " " + figure).strip();
            if (words.isEmpty()) continue;
            g.setFont(new Font(font, Font.BOLD, 13));
            g.setColor(color(line.role()));
            x -= g.getFontMetrics().stringWidth(words);
            g.drawString(words, x, base);
            x -= 14;
        }
    }

    private void axes(Graphics2D g, BoardLayout layout) {
        Instant from = board.view().from(board.now());
        Instant to = board.view().to(board.now());
        double span = to.toEpochMilli() - from.toEpochMilli();
        int width = ChartScene.plotWidth(layout.cellWidth());
        int top = layout.axisTop();
        for (int column = 0; column < Math.min(layout.columns(), layout.count()); column++) {
            int left = layout.columnLeft(column) + ChartScene.AXIS;
            g.setColor(color(Role.LINE));
            g.fillRect(left, top, width, 1);
            for (TimeTicks.Tick tick : TimeTicks.of(from, to, width, board.zone())) {
                int x = left + (int) Math.round((tick.at().toEpochMilli() - from.toEpochMilli()) / span * width);
                g.setColor(color(Role.LINE));
                g.fillRect(x, top, 1, 4);
                g.setFont(new Font(font, tick.day() ? Font.BOLD : Font.PLAIN, 11));
                FontMetrics m = g.getFontMetrics();
                int w = m.stringWidth(tick.label());
                g.setColor(color(Role.SECONDARY));
                int at = Math.clamp(x - w / 2, left - ChartScene.AXIS / 2, left + width - w + ChartScene.MARGIN);
                g.drawString(tick.label(), at, top + 16);
            }
        }
    }

    private Color color(Role role) {
        return new Color(role.rgb(dark));
    }
}
