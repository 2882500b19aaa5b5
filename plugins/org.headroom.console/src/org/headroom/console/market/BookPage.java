package org.headroom.console.market;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.Services;
import org.headroom.console.desk.TableMemory;
import org.headroom.console.market.PriceChart.Reach;
import org.headroom.model.bidding.BidDesk;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.BoardLayout;
import org.headroom.ui.chart.ChartBoard;
import org.headroom.ui.chart.TimeView;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableMenu;

/** The order book, and below it what the chosen model was asked for over time. UI thread. */
final class BookPage {
    /** A chart lower than this says nothing. */
    private static final int LEAST_CHART = 150;

    private static final long AGAIN_NANOS = 5_000_000_000L;

    private final ExecutorService painting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("price-painter").daemon().factory());
    private final Services services;
    private final DrawnPart body;
    private final DrawnTable table;
    private final ChartBoard board;
    private final Choice reach;
    private final PriceChart prices = new PriceChart();
    private long news;
    private long newsAt;
    private TimeView view = Reach.WEEK.live();
    private OrderBook book = new OrderBook(List.of());

    BookPage(Composite parent, Services services) {
        this.services = services;
        body = new DrawnPart(parent, Role.CONTENT, this::paint);
        table = new DrawnTable(
                        body, OrderBook.COLUMNS, MarketPresenter.empty(MarketPresenter.Section.BOOK, services.rig()))
                .named("Order book");
        TableMemory.of(table, "market.book");
        TableMenu.on(table);
        table.onSelect(key -> chart());
        board = new ChartBoard(body, painting, this::look);
        board.onLive(() -> look(Reach.WEEK.live()));
        reach = new Choice(
                body, Role.CONTENT, Reach.labels(), Reach.WEEK.ordinal(), i -> look(Reach.values()[i].live()));
        reach.moveAbove(null);
        body.addListener(SWT.Resize, e -> arrange());
        Look.of(parent).follow(board);
    }

    Control control() {
        return body;
    }

    DrawnTable table() {
        return table;
    }

    void close() {
        painting.shutdownNow();
    }

    void refresh() {
        book = services.rig()
                .map(r -> OrderBook.of(
                        r.market(),
                        r.account(),
                        services.gpus(),
                        services.bids().map(BidDesk::nets).orElse(List.of())))
                .orElse(new OrderBook(List.of()));
        int before = table.count();
        table.show(book.rows());
        if (table.selected().flatMap(book::line).isEmpty()) book.first().ifPresent(l -> table.select(l.model()));
        if (before != table.count()) arrange();
        chart();
    }

    private void look(TimeView at) {
        view = at;
        chart();
    }

    /** On a busy market there is something new all the time: prices are read again now and then only. */
    private long news() {
        if (System.nanoTime() - newsAt > AGAIN_NANOS || newsAt == 0) {
            newsAt = System.nanoTime();
            news = services.bidNews();
        }
        return news;
    }

    private Optional<OrderBook.Line> chosen() {
        return table.selected().flatMap(book::line);
    }

    private void chart() {
        Optional<BidDesk> desk = services.bids();
        boolean drawn = desk.isPresent() && chosen().isPresent() && chartTop() > 0;
        if (board.getVisible() != drawn) {
            board.setVisible(drawn);
            reach.setVisible(drawn);
            body.redraw();
        }
        if (!drawn) return;
        board.show(prices.board(
                desk.orElseThrow(), chosen().orElseThrow(), view, news(), Instant.now(), ZoneId.systemDefault()));
    }

    /** Where the chart begins: below all rows where there is room for both; 0 where there is none for it. */
    private int chartTop() {
        int height = body.getClientArea().height;
        int rows = DrawnTable.HEADER + Math.max(2, table.count()) * DrawnTable.ROW;
        if (table.count() == 0 || height < DrawnTable.HEADER + 2 * DrawnTable.ROW + LEAST_CHART) return 0;
        return Math.min(
                rows, Math.max(DrawnTable.HEADER + 2 * DrawnTable.ROW, height - Math.max(LEAST_CHART, height * 2 / 5)));
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        int top = chartTop();
        table.setBounds(0, 0, area.width, top == 0 ? area.height : top);
        board.setBounds(0, top + 1, area.width, Math.max(0, area.height - top - 1));
        int width = reach.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
        reach.setBounds(area.width - width - 8, top + 2, width, BoardLayout.TOP - 2);
        chart();
    }

    /** Below the table, where there is no chart, why. */
    private void paint(GC gc, Look look, Rectangle area) {
        int top = chartTop();
        if (top == 0) return;
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, top, area.width, 1);
        Rectangle below = new Rectangle(0, top + 1, area.width, area.height - top - 1);
        if (!board.getVisible()) EmptyPicture.draw(gc, look, MarketPresenter.noPrices(services.bids()), below);
    }
}
