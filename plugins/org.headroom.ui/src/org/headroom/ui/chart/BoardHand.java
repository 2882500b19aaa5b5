package org.headroom.ui.chart;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Cursor;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;

/** What mouse and keys do on a board: point, zoom, pan, choose a span, scroll, go back to now. UI thread. */
final class BoardHand {
    private static final double WHEEL = 1.25;
    private static final double KEY_ZOOM = 2;
    private static final double KEY_PAN = 0.1;
    /** So far the mouse may move while it is down and it is still a click. */
    private static final int STILL = 3;

    private final ChartBoard board;
    private final Cursor hand;
    private Optional<Drag> drag = Optional.empty();

    /** What a button that is down does. {@code from} is the view when it went down. */
    private record Drag(int x, int y, int button, double share, TimeView from, boolean spans, boolean moved) {
        Drag moving() {
            return new Drag(x, y, button, share, from, spans, true);
        }
    }

    BoardHand(ChartBoard board) {
        this.board = board;
        this.hand = board.getDisplay().getSystemCursor(SWT.CURSOR_HAND);
        board.addListener(SWT.MouseMove, this::move);
        board.addListener(SWT.MouseExit, e -> {
            board.point(-1);
            board.cross(OptionalDouble.empty());
        });
        board.addListener(SWT.MouseDown, this::down);
        board.addListener(SWT.MouseUp, this::up);
        board.addListener(SWT.MouseDoubleClick, e -> {
            if (e.button == 1 && !overTitle(e)) board.backToLive();
        });
        board.addListener(SWT.MouseVerticalWheel, this::wheel);
        board.addListener(SWT.MouseHorizontalWheel, e -> {
            e.doit = false;
            view((v, now) -> v.panned(-Integer.signum(e.count) * KEY_PAN / 2, now));
        });
        board.addListener(SWT.MenuDetect, e -> {
            // The right button may be about to choose a span: its menu comes when it is let go.
            e.doit = false;
            if (e.detail == SWT.MENU_KEYBOARD) board.menu(BoardLayout.MARGIN, BoardLayout.TOP);
        });
        board.addListener(SWT.KeyDown, this::key);
        board.addListener(SWT.Traverse, e -> {
            if (e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS) e.doit = true;
        });
    }

    private void view(BiFunction<TimeView, Instant, TimeView> change) {
        board.board().ifPresent(b -> board.look(change.apply(b.view(), b.now())));
    }

    private double share(int x) {
        return board.arrangement().share(x);
    }

    private int cell(Event e) {
        return board.arrangement().at(e.x, e.y, board.scroll());
    }

    private boolean overTitle(Event e) {
        int cell = cell(e);
        if (cell < 0) return false;
        Rectangle r = board.arrangement().cell(cell, board.scroll());
        return e.y < r.y + BoardLayout.TITLE;
    }

    private void move(Event e) {
        if (drag.isPresent()) {
            dragged(e, drag.get());
            return;
        }
        int cell = cell(e);
        boolean title = overTitle(e);
        boolean link = board.backToNow().contains(e.x, e.y);
        boolean small = board.board().filter(Board::small).isPresent();
        board.setCursor(link || title && small ? hand : null);
        String tip = title
                ? board.board().map(b -> b.cells().get(cell).tip()).orElse("")
                : link ? "Follow now again (double click or Esc)" : e.y < BoardLayout.TOP ? board.words() : "";
        if (!tip.equals(board.getToolTipText() == null ? "" : board.getToolTipText()))
            board.setToolTipText(tip.isEmpty() ? null : tip);
        board.point(cell);
        double share = share(e.x);
        boolean inside = e.y >= BoardLayout.TOP && !title && !Double.isNaN(share);
        board.cross(inside ? OptionalDouble.of(share) : OptionalDouble.empty());
    }

    private void dragged(Event e, Drag d) {
        if (!d.moved() && Math.abs(e.x - d.x()) <= STILL) return;
        drag = Optional.of(d.moving());
        double plot = ChartScene.plotWidth(board.arrangement().cellWidth());
        double moved = (e.x - d.x()) / plot;
        board.cross(OptionalDouble.empty());
        if (d.spans()) board.choosing(Optional.of(new BoardPainter.Choosing(d.share(), d.share() + moved)));
        else view((v, now) -> d.from().panned(-moved, now));
    }

    private void down(Event e) {
        board.setFocus();
        if (e.button == 1 && board.backToNow().contains(e.x, e.y)) {
            board.backToLive();
            return;
        }
        double share = share(e.x);
        if (e.button == 2 || e.y < BoardLayout.TOP || Double.isNaN(share) || overTitle(e)) return;
        boolean spans = e.button == 3 || (e.stateMask & SWT.MOD2) != 0;
        board.board().ifPresent(b -> drag = Optional.of(new Drag(e.x, e.y, e.button, share, b.view(), spans, false)));
    }

    private void up(Event e) {
        Optional<Drag> was = drag;
        drag = Optional.empty();
        board.choosing(Optional.empty());
        boolean moved = was.filter(Drag::moved).isPresent();
        if (moved && was.get().spans()) {
            double plot = ChartScene.plotWidth(board.arrangement().cellWidth());
            double end = was.get().share() + (e.x - was.get().x()) / plot;
            view((v, now) -> v.chosen(was.get().share(), end, now));
        } else if (!moved && e.button == 3) {
            board.menu(e.x, e.y);
        } else if (!moved && e.button == 1 && overTitle(e)) {
            board.titleClicked(cell(e));
        }
    }

    private void wheel(Event e) {
        e.doit = false;
        double share = share(e.x);
        boolean plot = cell(e) >= 0 && !overTitle(e) && !Double.isNaN(share)
                || e.y >= board.arrangement().axisTop();
        if ((e.stateMask & SWT.MOD2) != 0) view((v, now) -> v.panned(-Integer.signum(e.count) * KEY_PAN, now));
        else if (plot || (e.stateMask & SWT.MOD1) != 0) {
            // At the right edge of what follows now, it goes on following.
            double at = Double.isNaN(share) ? 0.5 : share > 0.97 ? 1 : share;
            view((v, now) -> v.zoomed(e.count > 0 ? 1 / WHEEL : WHEEL, at, now));
        } else {
            board.scrollTo(board.scroll()
                    - Integer.signum(e.count) * board.arrangement().cellHeight() / 2);
        }
    }

    private void key(Event e) {
        int page = board.arrangement().viewHeight();
        int row = board.arrangement().cellHeight() / 2;
        switch (e.keyCode) {
            case SWT.ARROW_LEFT -> view((v, now) -> v.panned(-KEY_PAN, now));
            case SWT.ARROW_RIGHT -> view((v, now) -> v.panned(KEY_PAN, now));
            case SWT.ARROW_UP -> board.scrollTo(board.scroll() - row);
            case SWT.ARROW_DOWN -> board.scrollTo(board.scroll() + row);
            case SWT.PAGE_UP -> board.scrollTo(board.scroll() - page);
            case SWT.PAGE_DOWN -> board.scrollTo(board.scroll() + page);
            case SWT.HOME, SWT.END, SWT.ESC -> board.backToLive();
            case SWT.KEYPAD_ADD -> zoom(1 / KEY_ZOOM);
            case SWT.KEYPAD_SUBTRACT -> zoom(KEY_ZOOM);
            default -> {
                if (e.character == '+' || e.character == '=') zoom(1 / KEY_ZOOM);
                if (e.character == '-') zoom(KEY_ZOOM);
            }
        }
    }

    private void zoom(double factor) {
        double at = board.cross().orElse(0.5);
        view((v, now) -> v.zoomed(factor, v.live() ? 1 : at, now));
    }
}
